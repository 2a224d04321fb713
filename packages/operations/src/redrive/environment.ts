import type { SQSClient } from '@aws-sdk/client-sqs';
import { printableError } from '../command-line/printable.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { namesOf } from '../names.ts';

/** The rule of `infra/variables.tf` for an environment's name, which becomes part of the queues' names. */
const ENVIRONMENT = /^[a-z][a-z0-9-]{0,19}$/;

const NAMES = namesOf('ENV');

/** The text that `--help` shows. */
export const USAGE = `Usage: scripts/redrive ENV, such as scripts/redrive dev

Shows what is in the dead-letter queues of an environment, why, and what to do about it, and redrives what you choose.
Nothing is changed before you confirm it. Uses the AWS credentials and region of your shell, which may
  sqs:GetQueueUrl, GetQueueAttributes, ReceiveMessage, ChangeMessageVisibility, DeleteMessage on the dead-letter queues,
  sqs:GetQueueUrl, SendMessage on ${NAMES.slack_queue},
  lambda:InvokeFunction on ${NAMES.codepipeline_handler} and ${NAMES.sfn_history_handler}.`;

/**
 * Returns the environment that the command was given. Throws `UsageError` where there is none, or more than one
 * argument.
 */
export function parseEnvironment(args: readonly string[]): string {
  const [environment = '', ...rest] = args;
  if (rest.length > 0 || !ENVIRONMENT.test(environment)) throw new UsageError(USAGE);
  return environment;
}

/** Returns the client's region. Throws `UsageError` where the shell names none, or holds no credentials. */
export async function checkAccess({ config }: Pick<SQSClient, 'config'>): Promise<string> {
  const region = await config.region().catch(() => {
    throw new UsageError('No AWS region: set AWS_REGION to the one that Terraform applied this environment in.');
  });
  await config.credentials().catch((error: unknown) => {
    throw new UsageError(
      'No AWS credentials: set AWS_PROFILE, or log in as you do for Terraform, so that "aws sts get-caller-identity" ' +
        `answers (${printableError(error)}).`,
    );
  });
  return region;
}
