import type { AwsLocation } from '@shipbell/core/runtime';

/** The settings of functions for which nobody gave any: every deployment and state machine, under AWS's own names. */
export const NO_SETTINGS: Readonly<Record<string, string>> = {
  ENVIRONMENT: 'dev',
  DEPLOYMENTS: '[]',
  STATE_MACHINES: '[{"stateMachine":"*"}]',
  ADDITIONAL_EVENTS: '[]',
};

/**
 * Returns what a function's process has in its environment beside its settings. Nothing of the shell, whose credentials and
 * profiles are for real accounts, unless AWS itself is to be read; and then the queue is here all the same.
 */
export function processEnvironment(url: string, readsAws: boolean): NodeJS.ProcessEnv {
  if (readsAws) return { ...process.env, AWS_ENDPOINT_URL_SQS: url };
  return {
    PATH: process.env.PATH,
    TZ: 'UTC',
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'preview',
    AWS_SECRET_ACCESS_KEY: 'preview',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}

/** Returns the environment variables that a function has in a location, with its settings. */
export function variablesIn(
  { region = 'us-east-1' }: AwsLocation,
  settings: Readonly<Record<string, string>>,
  url: string,
): Readonly<Record<string, string>> {
  return { ...settings, AWS_REGION: region, QUEUE_URL: `${url}/000000000000/preview.fifo` };
}
