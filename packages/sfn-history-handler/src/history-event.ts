import type { HistoryEvent as AwsHistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';

/** An event of an execution's history, with what the report needs of its details. */
export interface HistoryEvent {
  readonly id: number;
  /** The event that led to this one; 0 for the first, and not always what one would expect. */
  readonly previousId: number;
  readonly type: string;
  readonly kind: EventKind;
  readonly at: Date | undefined;
  /** Of the state that was entered or left, or of the Map that an iteration is of. */
  readonly name: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly resource: string | undefined;
  readonly redriveCount: number | undefined;
}

export type EventKind =
  | 'entered'
  | 'exited'
  | 'aborted'
  | 'attempt started'
  | 'attempt succeeded'
  | 'attempt failed'
  | 'attempt timed out'
  | 'evaluation failed'
  | 'container started'
  | 'container succeeded'
  | 'container failed'
  | 'iteration started'
  | 'iteration failed'
  | 'execution succeeded'
  | 'execution failed'
  | 'execution timed out'
  | 'execution aborted'
  | 'execution redriven'
  | 'progress';

/** All that AWS documents. A type that is not here is `progress`: it belongs to a state and changes nothing. */
const KINDS: Record<HistoryEventType, EventKind> = {
  ActivityFailed: 'attempt failed',
  ActivityScheduled: 'attempt started',
  ActivityScheduleFailed: 'attempt failed',
  ActivityStarted: 'progress',
  ActivitySucceeded: 'attempt succeeded',
  ActivityTimedOut: 'attempt timed out',
  ChoiceStateEntered: 'entered',
  ChoiceStateExited: 'exited',
  EvaluationFailed: 'evaluation failed',
  ExecutionAborted: 'execution aborted',
  ExecutionFailed: 'execution failed',
  ExecutionRedriven: 'execution redriven',
  ExecutionStarted: 'progress',
  ExecutionSucceeded: 'execution succeeded',
  ExecutionTimedOut: 'execution timed out',
  FailStateEntered: 'entered',
  LambdaFunctionFailed: 'attempt failed',
  LambdaFunctionScheduled: 'attempt started',
  LambdaFunctionScheduleFailed: 'attempt failed',
  LambdaFunctionStarted: 'progress',
  LambdaFunctionStartFailed: 'attempt failed',
  LambdaFunctionSucceeded: 'attempt succeeded',
  LambdaFunctionTimedOut: 'attempt timed out',
  MapIterationAborted: 'progress',
  MapIterationFailed: 'iteration failed',
  MapIterationStarted: 'iteration started',
  MapIterationSucceeded: 'progress',
  MapRunAborted: 'progress',
  MapRunFailed: 'attempt failed',
  MapRunRedriven: 'progress',
  MapRunStarted: 'progress',
  MapRunSucceeded: 'progress',
  MapStateAborted: 'aborted',
  MapStateEntered: 'entered',
  MapStateExited: 'exited',
  MapStateFailed: 'container failed',
  MapStateStarted: 'container started',
  MapStateSucceeded: 'container succeeded',
  ParallelStateAborted: 'aborted',
  ParallelStateEntered: 'entered',
  ParallelStateExited: 'exited',
  ParallelStateFailed: 'container failed',
  ParallelStateStarted: 'container started',
  ParallelStateSucceeded: 'container succeeded',
  PassStateEntered: 'entered',
  PassStateExited: 'exited',
  SucceedStateEntered: 'entered',
  SucceedStateExited: 'exited',
  TaskFailed: 'attempt failed',
  TaskScheduled: 'attempt started',
  TaskStarted: 'progress',
  TaskStartFailed: 'attempt failed',
  TaskStateAborted: 'aborted',
  TaskStateEntered: 'entered',
  TaskStateExited: 'exited',
  TaskSubmitFailed: 'attempt failed',
  TaskSubmitted: 'progress',
  TaskSucceeded: 'attempt succeeded',
  TaskTimedOut: 'attempt timed out',
  WaitStateAborted: 'aborted',
  WaitStateEntered: 'entered',
  WaitStateExited: 'exited',
};

/** Never throws: what is missing or of another type is undefined, an id that is no number is NaN. */
export const toHistoryEvent = (event: AwsHistoryEvent): HistoryEvent => {
  const { id, previousEventId, type = '', timestamp } = event;
  const details = detailsOf(event);
  const resource = textOf(details.resource);
  const resourceType = textOf(details.resourceType);
  return {
    id: numberOf(id) ?? Number.NaN,
    previousId: numberOf(previousEventId) ?? 0,
    type,
    kind: Object.hasOwn(KINDS, type) ? KINDS[type as HistoryEventType] : 'progress',
    at: timestamp instanceof Date && !Number.isNaN(timestamp.getTime()) ? timestamp : undefined,
    name: textOf(details.name) ?? textOf(details.state),
    error: textOf(details.error),
    cause: textOf(details.cause),
    resource: resourceType && resource ? `${resourceType}:${resource}` : resource,
    redriveCount: numberOf(details.redriveCount),
  };
};

/** The one member that holds the details; its key depends on the type. */
const detailsOf = (event: AwsHistoryEvent): Readonly<Record<string, unknown>> => {
  const entry = Object.entries(event).find(
    ([key, value]) => key.endsWith('Details') && typeof value === 'object' && value !== null,
  );
  return (entry?.[1] ?? {}) as Readonly<Record<string, unknown>>;
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
