import type { ApprovalEvent } from './approval/event.ts';
import type { DeploymentEvent } from './deployment/event.ts';
import type { PipelineEvent } from './execution/event.ts';
import type { InstanceEvent } from './instance/event.ts';
import type { StepEvent } from './stage-and-action/event.ts';

/*
 * What happened to which thing. The same fact has the same identity by whichever route it comes, so that it becomes
 * one message. Nothing of the wording is in it.
 */

export function deploymentIdentity(event: DeploymentEvent) {
  return ['codedeploy', event.account ?? '', event.region ?? '', event.deploymentId, word(event)];
}

export function instanceIdentity(event: InstanceEvent) {
  return [
    'codedeploy-instance',
    event.account ?? '',
    event.region ?? '',
    event.deploymentId,
    event.instanceId,
    word(event),
  ];
}

/** A retry is another attempt of the same execution; not every event counts them. */
export function pipelineIdentity(event: PipelineEvent) {
  return [
    'codepipeline',
    event.account ?? '',
    event.region ?? '',
    event.pipeline,
    event.executionId,
    word(event),
    event.attempt ?? 1,
  ];
}

export function stepIdentity(event: StepEvent) {
  return [
    'codepipeline',
    event.account ?? '',
    event.region ?? '',
    event.pipeline,
    event.executionId,
    event.stage,
    event.action ?? '',
    event.actionExecutionId ?? event.attempt ?? 1,
    word(event),
  ];
}

/** The action's own notification knows no execution, but the token that the event calls the action's execution. */
export function approvalIdentity(event: ApprovalEvent) {
  return [
    'approval',
    event.account ?? '',
    event.region ?? '',
    event.pipeline,
    event.stage,
    event.action,
    event.token ?? event.executionId ?? '',
    word(event),
  ];
}

function word({ status, statusText }: { readonly status: string; readonly statusText: string }): string {
  return status === 'unknown' ? statusText : status;
}
