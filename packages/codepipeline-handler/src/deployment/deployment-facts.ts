import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { DeploymentReport, DeploymentStop, Scaling, Wait, WithoutRollback } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import * as v from 'valibot';
import { maybeText } from '../envelope/fields.ts';
import { functionsOf } from './app-spec.ts';
import {
  type DeploymentEvent,
  isBroken,
  isEnded,
  parseInstanceCounts,
  toDeploymentStatus,
  toRollback,
} from './event.ts';

/** What CodeDeploy itself says of a deployment, or else the event. */
export type DeploymentFacts = Pick<
  DeploymentReport,
  | 'startedAt'
  | 'endedAt'
  | 'platform'
  | 'scaling'
  | 'description'
  | 'instances'
  | 'isBlueGreen'
  | 'functions'
  | 'wait'
  | 'error'
  | 'stop'
  | 'rollback'
  | 'withoutRollback'
>;

/**
 * Returns what CodeDeploy says in place of what the event says, so that every route leads to the same message. How far
 * the deployment has come is taken only from an answer that shows the event's own status: a later one would make an
 * earlier event's message false.
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
 */
export function factsOf(event: DeploymentEvent, { value: info, failure }: Reading<DeploymentInfo>): DeploymentFacts {
  const moment = info && showsMoment(event, info) ? info : {};
  const { code, message } = moment.errorInformation ?? {};
  const error = code || message ? { code, message } : event.error;
  const stop = stopOf(event, error) ?? unknownStop(event, error, failure?.reason);
  const scaling = SCALINGS[info?.creator ?? ''];
  return {
    startedAt: info?.createTime ?? event.startedAt,
    endedAt: (isEnded(event) ? moment.completeTime : undefined) ?? event.endedAt,
    platform: info && v.parse(platform, info.computePlatform ?? 'Server'),
    scaling,
    description: v.parse(maybeText, info?.description),
    instances: parseInstanceCounts(moment.deploymentOverview) ?? event.instances,
    isBlueGreen: info?.deploymentStyle?.deploymentType === 'BLUE_GREEN',
    functions: functionsOf(info?.revision),
    wait: waitOf(event, info ?? {}),
    error,
    stop,
    rollback: rollbackOf(info) ?? event.rollback,
    withoutRollback: scaling ? undefined : withoutRollbackOf(event, stop, moment),
  };
}

/**
 * Returns whether the answer shows the deployment as it was when the event was sent. A deployment that an alarm stops
 * may be reported as failed.
 */
function showsMoment({ status }: DeploymentEvent, info: DeploymentInfo): boolean {
  const shown = statusOf(info);
  return (status !== 'unknown' && shown === status) || (isBroken({ status }) && isBroken({ status: shown }));
}

/** A deployment from before CodeDeploy had platforms is one to instances. */
const platform = v.fallback(v.optional(v.picklist(['Server', 'ECS', 'Lambda'])), undefined);

/** Returns the status that CodeDeploy's answer shows. */
export function statusOf({ status }: DeploymentInfo): DeploymentEvent['status'] {
  return toDeploymentStatus(status ?? '');
}

/** By creator: https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html */
const SCALINGS: Readonly<Record<string, Scaling | undefined>> = {
  autoscaling: 'launch',
  CodeDeployAutoUpdate: 'update',
  autoscalingTermination: 'termination',
};

/**
 * Returns what stopped a deployment with this error:
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html
 */
export function stopOf(
  { status }: Pick<DeploymentEvent, 'status'>,
  error: { readonly code?: string | undefined; readonly message?: string | undefined } | undefined,
): DeploymentStop | undefined {
  if (!isBroken({ status })) return undefined;
  if (error?.code === 'ALARM_ACTIVE') return { kind: 'alarm', alarms: alarmsIn(error.message ?? '') };
  return error?.code === 'MANUAL_STOP' && status === 'stopped' ? { kind: 'person' } : undefined;
}

function unknownStop(
  { status }: DeploymentEvent,
  error: DeploymentEvent['error'],
  reason = 'CodeDeploy does not say',
): DeploymentFacts['stop'] {
  return status === 'stopped' && error === undefined ? { kind: 'unknown', reason } : undefined;
}

/** Returns the names of `… Activated alarms: <one> <another>`. */
function alarmsIn(message: string): string[] {
  const [, names = ''] = message.split('Activated alarms:');
  return [...names.matchAll(/<([^<>]+)>/g)].map(([, name = '']) => name);
}

function rollbackOf(info: DeploymentInfo | undefined): DeploymentReport['rollback'] {
  const { rollbackDeploymentId, rollbackMessage, rollbackTriggeringDeploymentId } = info?.rollbackInfo ?? {};
  return toRollback(rollbackMessage, rollbackTriggeringDeploymentId, rollbackDeploymentId);
}

/**
 * Returns why a deployment that broke is not rolled back. Where CodeDeploy says anything of a rollback, that is said
 * instead; where one is due, it may only not have begun.
 */
function withoutRollbackOf(
  { status, rollback }: DeploymentEvent,
  stop: DeploymentFacts['stop'],
  { autoRollbackConfiguration, rollbackInfo }: DeploymentInfo,
): WithoutRollback | undefined {
  const { enabled, events } = autoRollbackConfiguration ?? {};
  const end = stop?.kind === 'alarm' ? 'DEPLOYMENT_STOP_ON_ALARM' : status === 'failed' && 'DEPLOYMENT_FAILURE';
  if (!end || rollback || Object.values(rollbackInfo ?? {}).some(Boolean)) return undefined;
  if (enabled === false) return 'off';
  return enabled && events && !events.includes(end) ? 'other ends' : undefined;
}

const MINUTE_MS = 60_000;

/**
 * Returns what a deployment that is ready waits for. One that needs nobody may go on at once; one that somebody had to
 * let go on waits no more:
 * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentReadyOption.html
 */
function waitOf({ status, at }: DeploymentEvent, info: DeploymentInfo): Wait | undefined {
  const { actionOnTimeout, waitTimeInMinutes } = info.blueGreenDeploymentConfiguration?.deploymentReadyOption ?? {};
  const end = actionOnTimeout === 'STOP_DEPLOYMENT' ? 'stop' : 'reroute';
  const isOver = end === 'stop' && statusOf(info) !== 'ready';
  if (status !== 'ready' || actionOnTimeout === undefined || isOver) return undefined;
  const minutes = waitTimeInMinutes || undefined;
  return {
    end,
    minutes,
    until: minutes && at ? new Date(at.getTime() + minutes * MINUTE_MS) : undefined,
  };
}
