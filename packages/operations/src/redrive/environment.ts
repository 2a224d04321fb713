import { UsageError } from '../command-line/usage-error.ts';

/** As `infra/variables.tf` has it: the name becomes part of the queues' names. */
const ENVIRONMENT = /^[a-z][a-z0-9-]{0,19}$/;

/** What is shown for `--help`, too. */
export const USAGE = `Usage: scripts/redrive ENV, such as scripts/redrive dev

Shows what is in the dead-letter queues of an environment, why, and what to do about it, and puts back what you choose.
Nothing is changed before you confirm it. Uses the AWS credentials and region of your shell, which may
  sqs:GetQueueUrl, GetQueueAttributes, ReceiveMessage, ChangeMessageVisibility, DeleteMessage on the dead-letter queues,
  sqs:GetQueueUrl, SendMessage on shipbell-ENV-slack.fifo,
  lambda:InvokeFunction on shipbell-ENV-codepipeline-handler and shipbell-ENV-sfn-history-handler.`;

/** The environment that the command was given. Throws `UsageError` where there is none, or more than that. */
export function parseEnvironment(args: readonly string[]): string {
  const [environment = '', ...rest] = args;
  if (rest.length > 0 || !ENVIRONMENT.test(environment)) throw new UsageError(USAGE);
  return environment;
}
