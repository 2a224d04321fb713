import type { StageOrActionReport } from '@shipbell/core';
import type { AwsLocation } from '../aws/reads.ts';
import { statusWord, toStatus } from '../envelope/fields.ts';

/** A stage or an action of a pipeline changed its state. An action of the category Approval is an `ApprovalEvent`. */
export interface StageOrActionEvent
  extends AwsLocation,
    Omit<StageOrActionReport, 'environment' | 'linkStyle' | 'team' | 'name'> {
  readonly kind: 'stage' | 'action';
  /** The id of this one execution of the action, where the event has it. */
  readonly actionExecutionId?: string | undefined;
  readonly at: Date | undefined;
  /** The deployment that an action of CodeDeploy's made in the event's region, once the action has ended. */
  readonly deploymentId?: string | undefined;
}

const STATUSES: Readonly<Record<string, StageOrActionReport['status']>> = {
  started: 'started',
  resumed: 'resumed',
  succeeded: 'succeeded',
  failed: 'failed',
  stopping: 'stopping',
  stopped: 'stopped',
  canceled: 'canceled',
  cancelled: 'canceled',
  abandoned: 'abandoned',
};

/** Returns the status that AWS's word for a stage or an action means; `unknown` for any other word. */
export function toStageOrActionStatus(word: string): StageOrActionReport['status'] {
  return toStatus(word, STATUSES);
}

/** Returns what happened to which stage or action, and in which attempt: a retried stage may fail again within five minutes. */
export function stageOrActionIdentity(event: StageOrActionEvent) {
  return [
    'codepipeline',
    event.account ?? '',
    event.region ?? '',
    event.pipeline,
    event.executionId,
    event.stage,
    event.action ?? '',
    event.actionExecutionId ?? '',
    event.attempt ?? 1,
    statusWord(event),
  ];
}
