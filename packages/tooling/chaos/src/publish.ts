import { SendMessageBatchCommand, type SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import { ENVIRONMENT, type Stage } from '@shipbell/acceptance/stage';
import { type Signal, sendSignals } from '@shipbell/aws-emulator';
import { ATTRIBUTES, messageGroupId } from '@shipbell/core';
import type { FactLogWriter } from './fact-log.ts';
import type { LostEvent } from './fault-kinds.ts';
import { imageUrl } from './image-faults.ts';
import { NOWHERE, type Notification } from './notification.ts';
import { endDeployment } from './pipeline-deployment.ts';
import type { Plan } from './plan.ts';

/** The most entries that one call takes. */
const BATCH = 10;

export interface Publishing {
  readonly stage: Pick<Stage, 'cloud' | 'queueUrl'>;
  readonly topicArn: string;
  readonly plan: Pick<Plan, 'lostEvents'>;
  readonly log: FactLogWriter;
}

/** Publishes a burst, as AWS or onto the queue, and then some of it once more. */
export async function publish(
  burst: readonly Notification[],
  { stage, topicArn, plan, log }: Publishing,
): Promise<void> {
  const signals = new Map(
    burst.map((notification) => {
      const lost = plan.lostEvents.get(notification.id);
      if (lost) {
        log.play(lost);
        log.record({ kind: 'event_lost', id: notification.id, event: lost });
      }
      return [notification.id, toSignals(notification, { cloud: stage.cloud, topicArn, lost })];
    }),
  );
  for (const published of [burst, burst.filter(({ twice }) => twice)]) {
    for (const { id } of published) log.record({ kind: 'published', id });
    await Promise.all([
      sendSignals(
        stage.cloud.clients,
        published.flatMap(({ id }) => signals.get(id) ?? []),
      ),
      enqueue(published.filter(({ route }) => route === 'queue').map(toEntry), stage),
    ]);
  }
}

function toEntry(notification: Notification): SendMessageBatchRequestEntry {
  const { id, destination, poison } = notification;
  const named = poison === 'bad_destination' ? 'No Channel' : poison === 'no_webhook' ? NOWHERE : destination;
  const environment = poison === 'wrong_environment' ? 'prod' : ENVIRONMENT;
  return {
    Id: id,
    MessageBody: queueBody(notification),
    // Poison is in the middle of its channel's group, which it must not hold up. For a destination that nobody has the sender
    // waits half an hour, and who names one has a group for it, as for any other.
    MessageGroupId: messageGroupId(ENVIRONMENT, named === NOWHERE ? NOWHERE : destination),
    MessageDeduplicationId: id,
    MessageAttributes: {
      [ATTRIBUTES.environment]: { DataType: 'String', StringValue: environment },
      [ATTRIBUTES.destination]: { DataType: 'String', StringValue: named },
    },
  };
}

async function enqueue(
  entries: readonly SendMessageBatchRequestEntry[],
  { cloud, queueUrl: QueueUrl }: Pick<Stage, 'cloud' | 'queueUrl'>,
): Promise<void> {
  for (let start = 0; start < entries.length; start += BATCH) {
    const Entries = entries.slice(start, start + BATCH);
    const { Failed = [] } = await cloud.clients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed.length > 0) throw new Error(`SQS did not take ${Failed.length} messages: ${Failed[0]?.Message}`);
  }
}

/** Returns what somebody else on the account puts on the queue: a Slack message, or what they take for one. */
function queueBody({ id, poison, foldable }: Notification): string {
  const text = `:bell: *${id}* is done`;
  const link = { type: 'button', text: { type: 'plain_text', text: 'Report' }, url: `https://reports.example/${id}` };
  const attachment = { color: '#2eb67d', blocks: [{ type: 'actions', elements: [link] }] };
  switch (poison) {
    case 'no_json':
      return `${id} is done`;
    case 'refused_block':
      return JSON.stringify({ text, blocks: [{ type: 'section' }] });
    case 'unanswered_block':
      return JSON.stringify({
        text,
        blocks: [{ type: 'markdown', text: 'an incoming webhook does not take this block' }],
      });
    case 'refused_image':
    case 'unanswered_image': {
      const image = { type: 'image', image_url: imageUrl(poison, id), alt_text: 'a chart' };
      const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'See the chart.' }, accessory: image }, image];
      return JSON.stringify({ text, attachments: [{ ...attachment, blocks }] });
    }
    default:
      // Whoever wants previews of the links gets none from a digest, so it must not hold the message.
      return JSON.stringify({ text, attachments: [attachment], ...(!foldable && { unfurl_links: true }) });
  }
}

interface AwsLocation {
  readonly region: string;
  readonly account: string;
}

interface Emission {
  readonly cloud: Pick<Stage['cloud'], 'region' | 'account' | 'developerTools'>;
  readonly topicArn: string;
  readonly lost: LostEvent | undefined;
}

/** Returns what AWS emits for a notification; nothing for what others put on the queue. */
function toSignals({ id, route }: Notification, { cloud, topicArn, lost }: Emission): Signal[] {
  const isGood = Number(id.slice(-1)) < 7;
  if (route === 'topic') return [deploymentSignal(id, isGood, { ...cloud, topicArn })];
  if (route === 'rule') return [executionSignal(id, isGood, cloud)];
  if (route === 'pipeline') return endDeployment({ id, deploymentId: deploymentIdOf(id), isGood, lost }, cloud);
  return [];
}

function deploymentIdOf(id: string): string {
  return `d-${id.replace('-n', '').toUpperCase()}`;
}

/** Returns the trigger of a deployment that CodeDeploy does not know any more, so that its message holds the trigger alone. */
function deploymentSignal(
  id: string,
  isGood: boolean,
  { region, account, topicArn }: AwsLocation & { topicArn: string },
): Signal {
  const deploymentId = deploymentIdOf(id);
  const status = isGood ? 'SUCCEEDED' : 'FAILED';
  return {
    kind: 'topic',
    topicArn,
    subject: `${status}: AWS CodeDeploy ${deploymentId} in ${region} to ${id}`,
    message: {
      region,
      accountId: account,
      eventTriggerName: `${id}-trigger`,
      applicationName: id,
      deploymentId,
      deploymentGroupName: id,
      createTime: 'Fri Nov 01 06:14:33 UTC 2024',
      completeTime: 'Fri Nov 01 06:15:13 UTC 2024',
      deploymentOverview: JSON.stringify({ Succeeded: 1, Failed: 0, Skipped: 0, InProgress: 0, Pending: 0 }),
      status,
    },
  };
}

/** Returns the event of an execution whose history is gone. */
function executionSignal(id: string, isGood: boolean, { region, account }: AwsLocation): Signal {
  const states = `arn:aws:states:${region}:${account}`;
  const executionArn = `${states}:execution:${id}:run`;
  return {
    kind: 'event',
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [executionArn],
    time: new Date('2024-11-01T06:15:13Z'),
    detail: {
      executionArn,
      stateMachineArn: `${states}:stateMachine:${id}`,
      name: 'run',
      status: isGood ? 'SUCCEEDED' : 'FAILED',
      startDate: Date.parse('2024-11-01T06:14:33Z'),
      stopDate: Date.parse('2024-11-01T06:15:13Z'),
      input: '{}',
      inputDetails: { included: true },
      redriveCount: 0,
    },
  };
}
