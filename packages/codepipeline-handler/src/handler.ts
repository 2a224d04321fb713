import { DEFAULT_DESTINATION, deploymentMessage, type Notification, noticeMessage } from '@shipbell/core';
import { type Enqueue, eachRecord, type Logger } from '@shipbell/core/runtime';
import type { CodeDeploy } from './aws/codedeploy.ts';
import { type DeploymentSetting, findSetting } from './config.ts';
import { toDeploymentReport } from './deployment-report.ts';
import type { DeploymentEvent } from './events/deployment-event.ts';
import type { OtherEvent } from './events/other-event.ts';
import { findFailure } from './failure/find-failure.ts';
import { parseRecord, recordsOf } from './parse-event.ts';
import { findSource, type SourceDependencies } from './source/find-source.ts';

export interface Dependencies extends SourceDependencies {
  readonly environment: string;
  readonly deployments: readonly DeploymentSetting[];
  readonly log: Logger;
  readonly codedeploy: CodeDeploy;
  readonly enqueue: Enqueue;
  /** Begins the time that may be spent on looking things up for one event. */
  readonly timeLimit: () => AbortSignal;
}

/** Called by AWS with an SNS event or an EventBridge event; every record of it becomes a message on the queue. */
export const createHandler = (dependencies: Dependencies) => async (event: unknown) => {
  const signal = dependencies.timeLimit();
  await eachRecord(recordsOf(event), async (record) => {
    const domainEvent = parseRecord(record);
    const notification =
      domainEvent.kind === 'deployment'
        ? await deploymentNotification(domainEvent, dependencies, signal)
        : otherNotification(domainEvent, dependencies);
    if (notification) await dependencies.enqueue(notification);
  });
};

const deploymentNotification = async (
  event: DeploymentEvent,
  dependencies: Dependencies,
  signal: AbortSignal,
): Promise<Notification | undefined> => {
  const { environment, deployments, log } = dependencies;
  const { account, region, application, group, deploymentId, status, statusText } = event;
  const setting = findSetting(deployments, application, group);
  if (setting === undefined) {
    log.info('Ignored: no entry of DEPLOYMENTS is for this group', { application, group, deploymentId });
    return undefined;
  }
  const [source, failure] = await Promise.all([
    findSource(event, setting.pipeline, dependencies, signal),
    findFailure(event, dependencies.codedeploy, signal),
  ]);
  if (source.kind === 'unknown') log.warn('The commit is unknown', { deploymentId, reason: source.reason });
  if (failure?.kind === 'unknown') log.warn('The failure is unknown', { deploymentId, reason: failure.reason });
  return {
    message: deploymentMessage(toDeploymentReport(event, setting, { source, failure }, environment)),
    destination: setting.destination ?? DEFAULT_DESTINATION,
    identity: ['codedeploy', account ?? '', region ?? '', deploymentId, status === 'unknown' ? statusText : status],
  };
};

const otherNotification = (
  { title, summary, text, facts, id }: OtherEvent,
  { environment, log }: Dependencies,
): Notification => {
  log.info('An event without a report of its own: a neutral message', { title, id });
  return {
    message: noticeMessage({ environment, title, summary, text, facts }),
    destination: DEFAULT_DESTINATION,
    identity: ['event', id],
  };
};
