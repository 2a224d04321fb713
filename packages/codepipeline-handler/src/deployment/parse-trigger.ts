import { jsonObject, type Rollback } from '@shipbell/core';
import * as v from 'valibot';
import { locationIn, maybeAccount, maybeRegion, maybeText, text } from '../envelope/fields.ts';
import { parseTimestamp } from '../envelope/timestamp.ts';
import type { EventEnvelope } from '../envelope/unwrap.ts';
import { type DeploymentEvent, isEnded, parseInstanceCounts, toDeploymentStatus, toRollback } from './event.ts';

/**
 * The notification of a trigger of type Deployment*. Real ones hold JSON in strings where the documentation shows
 * objects, so both are taken:
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-sns-event-notifications-json-format.html
 */
const triggerNotification = v.object({
  applicationName: text,
  deploymentGroupName: text,
  deploymentId: text,
  status: v.fallback(v.string(), ''),
  region: maybeRegion,
  accountId: maybeAccount,
  createTime: v.optional(v.unknown()),
  completeTime: v.optional(v.unknown()),
  deploymentOverview: v.optional(v.unknown()),
  errorInformation: v.optional(v.unknown()),
  rollbackInformation: v.optional(v.unknown()),
});

/** Returns the deployment that a trigger's notification reports; undefined where the payload is none. */
export function parseDeploymentTrigger({ payload, topicArn }: EventEnvelope): DeploymentEvent | undefined {
  const { success, output } = v.safeParse(triggerNotification, payload);
  if (!success) return undefined;
  const status = toDeploymentStatus(output.status);
  return {
    kind: 'deployment',
    ...locationIn(output, topicArn),
    application: output.applicationName,
    group: output.deploymentGroupName,
    deploymentId: output.deploymentId,
    status,
    statusText: output.status,
    at: undefined,
    startedAt: parseTimestamp(output.createTime),
    endedAt: isEnded({ status }) ? parseTimestamp(output.completeTime) : undefined,
    instances: parseInstanceCounts(output.deploymentOverview),
    error: parseError(output.errorInformation),
    rollback: parseRollback(output.rollbackInformation),
  };
}

const errorInformation = v.object({ ErrorCode: maybeText, ErrorMessage: maybeText });

function parseError(value: unknown): DeploymentEvent['error'] {
  const { ErrorCode: code, ErrorMessage: message } = v.parse(errorInformation, jsonObject(value));
  return code || message ? { code, message } : undefined;
}

const rollbackInformation = v.object({
  RollbackMessage: maybeText,
  RollbackTriggeringDeploymentId: maybeText,
  RollbackDeploymentId: maybeText,
});

function parseRollback(value: unknown): Rollback | undefined {
  const rollback = v.parse(rollbackInformation, jsonObject(value));
  const { RollbackMessage, RollbackTriggeringDeploymentId, RollbackDeploymentId } = rollback;
  return toRollback(RollbackMessage, RollbackTriggeringDeploymentId, RollbackDeploymentId);
}
