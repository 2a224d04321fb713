import { DEFAULT_DESTINATION, DESTINATION_PATTERN } from '@shipbell/core';
import { UsageError } from '../command-line/usage-error.ts';
import { ENVIRONMENT_PATTERN } from '../names.ts';

/** The text that `--help` shows. */
export const USAGE = `Usage: scripts/set-webhook ENV [DESTINATION] [--any-host], such as scripts/set-webhook dev

Asks for the Slack webhook of an environment's channel, tries it with a message, and stores it as the SecureString that
Terraform made. DESTINATION is as in "deployments" and "state_machines"; left out, it is the default one.
  --any-host  take the address of another host than Slack's, such as a proxy
Uses the AWS credentials and region of your shell, which may
  ssm:GetParameter, PutParameter on /ENV/SLACK_URL and the parameters below it, and ssm:DescribeParameters;
to say what waits for the channel in the dead-letter queue, also what scripts/redrive needs of the queues.`;

/** What the command was asked to do. */
export interface Arguments {
  readonly environment: string;
  readonly destination: string;
  /** Whether the address may be of another host than Slack's. */
  readonly anyHost: boolean;
}

/**
 * Returns what the command was asked to do. Throws `UsageError`, which never shows an argument: somebody may have typed the
 * webhook there.
 */
export function parseArguments(args: readonly string[]): Arguments {
  const anyHost = args.includes('--any-host');
  const [environment = '', destination = DEFAULT_DESTINATION, ...rest] = args.filter((arg) => arg !== '--any-host');
  if (args.some((arg) => arg.includes('://'))) {
    throw new UsageError(
      'The webhook is asked for and not shown: an argument stays in the history of your shell. If this one is a real ' +
        'one, make another in Slack and revoke this one.',
    );
  }
  if (rest.length > 0 || !ENVIRONMENT_PATTERN.test(environment)) throw new UsageError(USAGE);
  if (!DESTINATION_PATTERN.test(destination)) {
    throw new UsageError('DESTINATION is no name: it has lower-case letters, digits, - and _.');
  }
  return { environment, destination, anyHost };
}
