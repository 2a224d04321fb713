import { uuidFor } from '../clock-and-ids.ts';
import type { EventSignal, Signal } from '../signals.ts';
import { overview, rollbackMessage } from './describe.ts';
import type { Deployment } from './model.ts';

interface Place {
  readonly account: string;
  readonly region: string;
}

/** A deployment's states as EventBridge calls them, and what a trigger calls the same. */
const STATES = { START: 'CREATED', SUCCESS: 'SUCCEEDED', FAILURE: 'FAILED', READY: 'READY' } as const;

export type State = keyof typeof STATES;

/** All that CodeDeploy says when a deployment starts or ends: its trigger, and events of it and of its instances. */
export function announcement(deployment: Deployment, state: State, time: Date, place: Place): Signal[] {
  const { group } = deployment;
  const trigger: Signal[] = group.triggerTopicArn
    ? [{ kind: 'topic', topicArn: group.triggerTopicArn, ...triggerNotification(deployment, state, place) }]
    : [];
  return [...trigger, ...instanceEvents(deployment, time, place), deploymentEvent(deployment, state, time, place)];
}

/**
 * What a trigger publishes. Unlike in the documentation, nested values are JSON in strings and times are Java's; those
 * that tell of the end are missing at the start.
 */
export function triggerNotification(deployment: Deployment, state: State, { account, region }: Place) {
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

/** As `java.util.Date` prints it: `Fri Nov 01 06:14:33 UTC 2024`. */
function javaDate(date: Date): string {
  const [weekday = '', day, month, year, time] = date.toUTCString().split(' ');
  return `${weekday.replace(',', '')} ${month} ${day} ${time} UTC ${year}`;
}

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html */
function deploymentEvent(deployment: Deployment, state: State, time: Date, place: Place): EventSignal {
  const { application, group } = deployment.group;
  return {
    kind: 'event',
    source: 'aws.codedeploy',
    detailType: 'CodeDeploy Deployment State-change Notification',
    resources: resources(deployment, place),
    time,
    detail: {
      instanceGroupId: uuidFor(`${application}/${group}`),
      region: place.region,
      application,
      deploymentId: deployment.id,
      state,
      deploymentGroup: group,
    },
  };
}

const INSTANCE_STATES: Record<string, State> = { InProgress: 'START', Succeeded: 'SUCCESS', Failed: 'FAILURE' };

function instanceEvents(deployment: Deployment, time: Date, place: Place): EventSignal[] {
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
        resources: [targetArn, ...resources(deployment, place)],
        time,
        detail: {
          instanceId: targetArn.slice(targetArn.indexOf('/') + 1),
          region: place.region,
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

function resources({ group }: Deployment, { account, region }: Place): string[] {
  const arn = `arn:aws:codedeploy:${region}:${account}`;
  return [`${arn}:application:${group.application}`, `${arn}:deploymentgroup:${group.application}/${group.group}`];
}
