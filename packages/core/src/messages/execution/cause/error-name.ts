/** Matches the name of an error before its words, also where a package's name or a container's exit code stands before it. */
const ERROR_NAME = /(?:^|[\s.(])([A-Z]\w{2,60}(?:Error|Exception))(?=:|$)/m;

/** Matches a word of AWS's for a reason, such as `USER_ERROR`, `RESOURCE:MEMORY` or `TIMEOUT`, where we or AWS put one. */
const REASON =
  /(?:^|\(|: |ended with )([A-Z]+(?:[_:][A-Z]+)+|(?<=ended with )[A-Z][A-Za-z]+|SpotInterruption|UserInitiated)(?=[:,;)]|\s|$)/m;

const EXIT_CODE = /\b(?:exited with|exit (?:code|status):?) (\d{1,5})\b( \(SIG)?/;

/**
 * Returns a name for the error, of a readable cause: the error's own, an exit code, or AWS's word for the reason; undefined
 * where the cause has none.
 */
export function errorNameIn(cause: string): string | undefined {
  const [, code, signal] = EXIT_CODE.exec(cause) ?? [];
  const exit = code && `exit code ${code}`;
  const reason = REASON.exec(cause)?.[1];
  // Of a container that was killed, the reason for that tells more.
  return ERROR_NAME.exec(cause)?.[1] ?? (signal ? (reason ?? exit) : (exit ?? reason));
}
