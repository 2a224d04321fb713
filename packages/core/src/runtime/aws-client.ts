/**
 * What every SDK client of the functions is made with. The SDK waits for ever by default; a function that must say
 * what it could not learn needs an answer, or a failure, well before its own timeout. Milliseconds.
 * Source: https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/node-configuring-timeouts.html
 */
export const CLIENT_CONFIG = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
} as const;
