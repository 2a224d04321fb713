import type { Signal } from '@shipbell/aws-emulator';
import type { Notification } from './notification.ts';

interface Place {
  readonly region: string;
  readonly account: string;
}

/** What AWS says of it; undefined for what others put on the queue. */
export function toSignal(
  { id, route }: Notification,
  { topicArn, ...place }: Place & { topicArn: string },
): Signal | undefined {
  const isGood = Number(id.slice(-1)) < 7;
  if (route === 'topic') return deploymentSignal(id, isGood, { ...place, topicArn });
  if (route === 'rule') return executionSignal(id, isGood, place);
  return undefined;
}

/** A deployment that CodeDeploy does not show any more when it is asked: what is told is what its trigger says. */
function deploymentSignal(
  id: string,
  isGood: boolean,
  { region, account, topicArn }: Place & { topicArn: string },
): Signal {
  const deploymentId = `d-${id.replace('-n', '').toUpperCase()}`;
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

/** An execution whose history is gone. */
function executionSignal(id: string, isGood: boolean, { region, account }: Place): Signal {
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
