import { uuidFor } from '../clock-and-ids.ts';
import type { AwsLocation, EventSignal, Signal } from '../signals.ts';
import { overview, rollbackMessage } from './describe.ts';
import type { Deployment } from './model.ts';

/** The states of a deployment in EventBridge's events, and the same states in a trigger's messages. */
const STATES = { START: 'CREATED', SUCCESS: 'SUCCEEDED', FAILURE: 'FAILED', READY: 'READY' } as const;

export type State = keyof typeof STATES;

/** Returns all that CodeDeploy sends when a deployment starts or ends: the trigger's message, and events of it and its instances. */
export function announcement(deployment: Deployment, state: State, time: Date, location: AwsLocation): Signal[] {
  const { group } = deployment;
  const trigger: Signal[] = group.triggerTopicArn
    ? [{ kind: 'topic', topicArn: group.triggerTopicArn, ...triggerNotification(deployment, state, location) }]
    : [];
  return [
    ...trigger,
    ...instanceEvents(deployment, time, location),
    deploymentEvent(deployment, state, time, location),
  ];
}

/**
 * Returns the message that a trigger publishes. Unlike in the documentation, nested values are JSON in strings, times are
 * printed as Java does, and the values of a deployment's end are missing at its start.
 */
function triggerNotification(deployment: Deployment, state: State, { account, region }: AwsLocation) {
  const { id, group, createTime, completeTime } = deployment;
  const status = STATES[state];
  return {
    subject: `${status}: AWS CodeDeploy ${id} in ${region} to ${group.application}`,
    message: {
      region,
      accountId: account,
      eventTriggerName: `${group.application}-trigger`,
      applicationName: group.application,
      deploymentId: id,
      deploymentGroupName: group.group,
      createTime: javaDate(createTime),
      completeTime: completeTime ? javaDate(completeTime) : null,
      ...(state !== 'START' && afterTheStart(deployment)),
      status,
    },
  };
}

function afterTheStart(deployment: Deployment) {
  const { error, rollbackOf } = deployment;
  const { Ready, ...counts } = overview(deployment);
  const rollback = rollbackOf && {
    RollbackMessage: rollbackMessage(rollbackOf),
    RollbackTriggeringDeploymentId: rollbackOf.id,
  };
  return {
    deploymentOverview: JSON.stringify(counts),
    ...(error && { errorInformation: JSON.stringify({ ErrorCode: error.code, ErrorMessage: error.message }) }),
    ...((error || rollback) && { rollbackInformation: JSON.stringify(rollback ?? {}) }),
  };
}

/** Returns a date as `java.util.Date` prints it: `Fri Nov 01 06:14:33 UTC 2024`. */
function javaDate(date: Date): string {
  const [weekday = '', day, month, year, time] = date.toUTCString().split(' ');
  return `${weekday.replace(',', '')} ${month} ${day} ${time} UTC ${year}`;
}

/** Returns the event of a deployment: https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html */
function deploymentEvent(deployment: Deployment, state: State, time: Date, location: AwsLocation): EventSignal {
  const { application, group } = deployment.group;
  return {
    kind: 'event',
    source: 'aws.codedeploy',
    detailType: 'CodeDeploy Deployment State-change Notification',
    resources: resources(deployment, location),
    time,
    detail: {
      instanceGroupId: uuidFor(`${application}/${group}`),
      region: location.region,
      application,
      deploymentId: deployment.id,
      state,
      deploymentGroup: group,
    },
  };
}

const INSTANCE_STATES: Record<string, State> = { InProgress: 'START', Succeeded: 'SUCCESS', Failed: 'FAILURE' };

function instanceEvents(deployment: Deployment, time: Date, location: AwsLocation): EventSignal[] {
  const { application, group } = deployment.group;
  if (!('instances' in deployment.group.targets)) return [];
  return deployment.targets.flatMap(({ targetArn = '', status = '' }): EventSignal[] => {
    const state = INSTANCE_STATES[status];
    if (state === undefined) return [];
    return [
      {
        kind: 'event',
        source: 'aws.codedeploy',
        detailType: 'CodeDeploy Instance State-change Notification',
        resources: [targetArn, ...resources(deployment, location)],
        time,
        detail: {
          instanceId: targetArn.slice(targetArn.indexOf('/') + 1),
          region: location.region,
          application,
          deploymentId: deployment.id,
          instanceGroupId: uuidFor(`${application}/${group}`),
          state,
          deploymentGroup: group,
        },
      },
    ];
  });
}

function resources({ group }: Deployment, { account, region }: AwsLocation): string[] {
  const arn = `arn:aws:codedeploy:${region}:${account}`;
  return [`${arn}:application:${group.application}`, `${arn}:deploymentgroup:${group.application}/${group.group}`];
}
