import { readLog, redriveCommand, terraformApply } from '../../command-line/commands.ts';
import { deadLetterQueues, queueUrl } from '../../redrive/dead-letter-queues.ts';
import { countMessages } from '../../redrive/read-queues.ts';
import { type Check, type DoctorContext, type Finding, failed, failuresOr } from '../check.ts';

/** A message that is on its way at this moment is gone after some of these looks. */
const LOOKS = 6;
const LOOK_PAUSE_MS = 2_000;

/** The queue that is there only where `event_sources` asks for rules. */
const OPTIONAL = 'undelivered_deployment_events';

/** Whether nothing is dead-lettered, and nothing waits for Slack. */
export const queues: Check = {
  name: 'queues',
  actions: ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'],
  async run(context) {
    const findings = await Promise.all([
      findWaiting(context),
      ...deadLetterQueues(context.environment).map(({ key, name }) => findDeadLettered(key, name, context)),
    ]);
    return failuresOr(findings, 'empty');
  },
};

async function findWaiting(context: DoctorContext): Promise<Finding | undefined> {
  const { names, environment, clients, pause } = context;
  const url = await queueUrl(clients.sqs, names.slack_queue);
  if (url === undefined) return failed(`There is no queue ${names.slack_queue}.`, terraformApply(environment));
  let count = 0;
  for (let look = 1; look <= LOOKS; look += 1) {
    count = await countMessages(clients.sqs, { url });
    if (count === 0) return undefined;
    if (look < LOOKS) await pause(LOOK_PAUSE_MS);
  }
  return failed(
    `${messages(count)} on ${names.slack_queue} for Slack. The sender’s log says what for:`,
    readLog(names.slack_sender),
  );
}

async function findDeadLettered(
  key: string,
  name: string,
  { environment, clients }: DoctorContext,
): Promise<Finding | undefined> {
  const url = await queueUrl(clients.sqs, name);
  if (url === undefined) {
    return key === OPTIONAL ? undefined : failed(`There is no queue ${name}.`, terraformApply(environment));
  }
  const count = await countMessages(clients.sqs, { url });
  return count === 0 ? undefined : failed(`${messages(count)} in ${name}.`, redriveCommand(environment));
}

function messages(count: number): string {
  return count === 1 ? '1 message waits' : `${count} messages wait`;
}
