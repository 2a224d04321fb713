import { UsageError } from '../command-line/usage-error.ts';
import { ENVIRONMENT_PATTERN, namesOf } from '../names.ts';

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
  if (rest.length > 0 || !ENVIRONMENT_PATTERN.test(environment)) throw new UsageError(USAGE);
  return environment;
}
