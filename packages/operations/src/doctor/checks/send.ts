import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { PublishCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { readLog, redriveCommand } from '../../command-line/commands.ts';
import { queueUrl } from '../../redrive/dead-letter-queues.ts';
import { arnOf, type Check, type DoctorContext, type Finding, failed, ok, unknown } from '../check.ts';
import { type LogLine, readLogLines } from '../read-log-lines.ts';

/** How long Slack's answer is waited for beyond the queue's delay: a log may take a while to show its lines. */
const LIMIT_MS = 120_000;
const LOOK_PAUSE_MS = 2_000;

/** Sends an event through topic, handler, queue and sender, and waits for what the sender logs of Slack's answer. */
export const send: Check = {
  name: 'a test event',
  actions: [
    'sns:Publish',
    'lambda:GetFunctionConfiguration',
    'sqs:GetQueueUrl',
    'sqs:GetQueueAttributes',
    'logs:FilterLogEvents',
  ],
  async run(context) {
    const { now, pause } = context;
    const hiding = await levelThatHides(context);
    const limitMs = LIMIT_MS + (await delayMs(context));
    const sentAt = now();
    const id = await publish(context);
    if (hiding !== undefined) {
      const why = `sent as ${id}. With log_level = "${hiding}" the sender does not log Slack’s answer: look into the channel`;
      return [unknown(why)];
    }
    for (;;) {
      const lines = await readLogLines(context, context.names.slack_sender, id, sentAt);
      const answer = answerIn(lines, id, (now() - sentAt) / 1_000, context);
      if (answer) return [answer];
      if (now() - sentAt >= limitMs) return [await whereItIs(lines, id, sentAt, context)];
      await pause(LOOK_PAUSE_MS);
    }
  },
};

/** Publishes the event, and returns the id that every log line on its way has. */
async function publish(context: DoctorContext): Promise<string> {
  const { environment, names, clients } = context;
  const { MessageId } = await clients.sns.send(
    new PublishCommand({
      TopicArn: arnOf(context, 'sns', names.deployments_topic),
      Subject: 'Test of Shipbell',
      Message: `sent by "scripts/doctor ${environment} --send"; nothing was deployed`,
    }),
  );
  if (MessageId === undefined) throw new Error('SNS gave the event no id');
  return MessageId;
}

/** Returns the sender's log level where it hides what became of a message. */
async function levelThatHides({ clients, names }: DoctorContext): Promise<string | undefined> {
  const { Environment } = await clients.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: names.slack_sender }),
  );
  const level = Environment?.Variables?.LOG_LEVEL;
  return level === 'warn' || level === 'error' ? level : undefined;
}

/** Returns for how long the queue keeps each message back. */
async function delayMs({ clients, names }: DoctorContext): Promise<number> {
  const QueueUrl = await queueUrl(clients.sqs, names.slack_queue);
  const { Attributes } = await clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['DelaySeconds'] }),
  );
  return Number(Attributes?.DelaySeconds ?? 0) * 1_000;
}

/** Returns what became of the message; undefined while the sender's log does not say it. */
function answerIn(
  lines: readonly LogLine[],
  id: string,
  seconds: number,
  { environment }: DoctorContext,
): Finding | undefined {
  if (lines.some(({ message }) => message.startsWith('Delivered'))) {
    return ok(`Slack took it, ${Math.round(seconds)} s after it was sent as ${id}`);
  }
  const givenUp = lines.find(({ message }) => message === 'To the dead-letter queue');
  if (givenUp === undefined) return undefined;
  return failed(
    `The sender gave it up: ${givenUp.reason ?? ''} (${givenUp.detail ?? ''}).`,
    redriveCommand(environment),
  );
}

/** Returns how far the event came, where Slack's answer did not come in time. */
async function whereItIs(
  lines: readonly LogLine[],
  id: string,
  sentAt: number,
  context: DoctorContext,
): Promise<Finding> {
  const { names } = context;
  const waits = lines.findLast(({ reason }) => reason !== undefined);
  if (waits) return failed(`The sender could not deliver ${id} yet: ${waits.reason}.`, readLog(names.slack_sender));
  const handled = await readLogLines(context, names.codepipeline_handler, id, sentAt);
  return handled.some(({ message }) => message === 'Put on the queue')
    ? failed(
        `${id} was put on ${names.slack_queue}, and the sender’s log has nothing of it.`,
        readLog(names.slack_sender),
      )
    : failed(`${id} was not put on the queue. The handler’s log says more:`, readLog(names.codepipeline_handler));
}
