import { type DeploymentStatus, type InstanceCounts, parseArn, type Rollback } from '@shipbell/core';
import * as v from 'valibot';
import type { Place } from '../aws/reads.ts';
import type { Peeled } from '../parse-event.ts';
import { parseInstanceCounts } from './instance-counts.ts';
import { jsonObject } from './json-object.ts';
import { parseMoment } from './moment.ts';

/** A CodeDeploy deployment changed its status. */
export interface DeploymentEvent extends Place {
  readonly kind: 'deployment';
  readonly application: string;
  readonly group: string;
  readonly deploymentId: string;
  readonly status: DeploymentStatus;
  /** The status as AWS spelled it. */
  readonly statusText: string;
  readonly startedAt: Date | undefined;
  /** Set once the deployment has ended. */
  readonly endedAt: Date | undefined;
  readonly instances: InstanceCounts | undefined;
  readonly error: { readonly code: string | undefined; readonly message: string | undefined } | undefined;
  readonly rollback: Rollback | undefined;
}

const text = v.pipe(v.string(), v.nonEmpty());
const maybeText = v.fallback(v.optional(text), undefined);

/**
 * The notification of a trigger of type Deployment*. Real ones hold JSON in strings where the documentation shows
 * objects, so both are taken: https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-sns-event-notifications-json-format.html
 */
const triggerNotification = v.object({
  applicationName: text,
  deploymentGroupName: text,
  deploymentId: text,
  status: v.fallback(v.string(), ''),
  region: maybeText,
  accountId: maybeText,
  createTime: v.optional(v.unknown()),
  completeTime: v.optional(v.unknown()),
  deploymentOverview: v.optional(v.unknown()),
  errorInformation: v.optional(v.unknown()),
  rollbackInformation: v.optional(v.unknown()),
});

/** EventBridge's event: https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html */
const stateChangeEvent = v.object({
  source: v.literal('aws.codedeploy'),
  'detail-type': v.literal('CodeDeploy Deployment State-change Notification'),
  account: maybeText,
  region: maybeText,
  time: v.optional(v.unknown()),
  detail: v.object({ application: text, deploymentGroup: text, deploymentId: text, state: v.fallback(v.string(), '') }),
});

const errorInformation = v.object({ ErrorCode: maybeText, ErrorMessage: maybeText });
const rollbackInformation = v.object({
  RollbackMessage: maybeText,
  RollbackTriggeringDeploymentId: maybeText,
  RollbackDeploymentId: maybeText,
});

/** The deployment that the payload tells of, in either form, or undefined where it tells of none. */
export const parseDeploymentEvent = ({ payload, topicArn }: Peeled): DeploymentEvent | undefined => {
  const trigger = v.safeParse(triggerNotification, payload);
  if (trigger.success) return fromTrigger(trigger.output, topicArn);
  const change = v.safeParse(stateChangeEvent, payload);
  return change.success ? fromStateChange(change.output) : undefined;
};

const fromTrigger = (
  notification: v.InferOutput<typeof triggerNotification>,
  topicArn: string | undefined,
): DeploymentEvent => {
  const topic = topicArn === undefined ? undefined : parseArn(topicArn);
  const status = toStatus(notification.status);
  return {
    kind: 'deployment',
    account: notification.accountId ?? topic?.account,
    region: notification.region ?? topic?.region,
    application: notification.applicationName,
    group: notification.deploymentGroupName,
    deploymentId: notification.deploymentId,
    status,
    statusText: notification.status,
    startedAt: parseMoment(notification.createTime),
    endedAt: ENDED.has(status) ? parseMoment(notification.completeTime) : undefined,
    instances: parseInstanceCounts(notification.deploymentOverview),
    error: parseError(notification.errorInformation),
    rollback: parseRollback(notification.rollbackInformation),
  };
};

const fromStateChange = (event: v.InferOutput<typeof stateChangeEvent>): DeploymentEvent => {
  const { application, deploymentGroup, deploymentId, state } = event.detail;
  const status = toStatus(state);
  return {
    kind: 'deployment',
    account: event.account,
    region: event.region,
    application,
    group: deploymentGroup,
    deploymentId,
    status,
    statusText: state,
    startedAt: undefined,
    endedAt: ENDED.has(status) ? parseMoment(event.time) : undefined,
    instances: undefined,
    error: undefined,
    rollback: undefined,
  };
};

const ENDED: ReadonlySet<DeploymentStatus> = new Set(['succeeded', 'failed', 'stopped']);

/** Every spelling seen or documented, in lower case without `_` and `-`. */
const STATUSES: Readonly<Record<string, DeploymentStatus>> = {
  created: 'created',
  start: 'created',
  queued: 'queued',
  inprogress: 'in_progress',
  baking: 'baking',
  ready: 'ready',
  succeeded: 'succeeded',
  success: 'succeeded',
  failed: 'failed',
  failure: 'failed',
  stopped: 'stopped',
  stop: 'stopped',
};

const toStatus = (status: string): DeploymentStatus => {
  const key = status.toLowerCase().replace(/[_\s-]/g, '');
  return Object.hasOwn(STATUSES, key) ? (STATUSES[key] ?? 'unknown') : 'unknown';
};

const parseError = (value: unknown): DeploymentEvent['error'] => {
  const { output } = v.safeParse(errorInformation, jsonObject(value));
  const { ErrorCode: code, ErrorMessage: message } = output as v.InferOutput<typeof errorInformation>;
  return code || message ? { code, message } : undefined;
};

const parseRollback = (value: unknown): Rollback | undefined => {
  const { output } = v.safeParse(rollbackInformation, jsonObject(value));
  const rollback = output as v.InferOutput<typeof rollbackInformation>;
  const { RollbackMessage: message, RollbackTriggeringDeploymentId, RollbackDeploymentId } = rollback;
  return message || RollbackTriggeringDeploymentId || RollbackDeploymentId
    ? {
        message,
        triggeringDeploymentId: RollbackTriggeringDeploymentId,
        rollbackDeploymentId: RollbackDeploymentId,
      }
    : undefined;
};
