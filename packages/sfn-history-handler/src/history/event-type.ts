import type { HistoryEventType } from '@aws-sdk/client-sfn';

/** What an event means for the state that it belongs to. */
export type EventKind =
  | 'entered'
  | 'exited'
  | 'aborted'
  | 'attempt started'
  | 'work started'
  | 'attempt succeeded'
  | 'attempt failed'
  | 'attempt timed out'
  | 'evaluation failed'
  | 'container started'
  | 'container succeeded'
  | 'container failed'
  | 'iteration started'
  | 'iteration succeeded'
  | 'iteration failed'
  | 'iteration aborted'
  | 'execution succeeded'
  | 'execution failed'
  | 'execution timed out'
  | 'execution aborted'
  | 'execution redriven'
  | 'progress';

/** A type of events; one object for all events of the type. */
export interface EventType {
  readonly name: string;
  readonly kind: EventKind;
  /** The type of the state that is entered, left or aborted: Task, Pass, Choice, Wait, Parallel, Map, Succeed, Fail. */
  readonly state: string | undefined;
  /** How the execution ended, for an event that ends it. */
  readonly end: 'succeeded' | 'failed' | 'timed_out' | 'aborted' | undefined;
  /** The type of the container that an event without a name belongs to. */
  readonly container: 'Parallel' | 'Map' | undefined;
  /** The member that holds the details; undefined where it has to be looked for. */
  readonly detailsKey: string | undefined;
  /** Which of its details matter. */
  readonly carries: 'nothing' | 'name' | 'iteration' | 'all';
}

/** All types that AWS documents. A type that is not here is `progress`: it belongs to a state and changes nothing. */
const KINDS: Record<HistoryEventType, EventKind> = {
  ActivityFailed: 'attempt failed',
  ActivityScheduled: 'attempt started',
  ActivityScheduleFailed: 'attempt failed',
  ActivityStarted: 'work started',
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
  LambdaFunctionStarted: 'work started',
  LambdaFunctionStartFailed: 'attempt failed',
  LambdaFunctionSucceeded: 'attempt succeeded',
  LambdaFunctionTimedOut: 'attempt timed out',
  MapIterationAborted: 'iteration aborted',
  MapIterationFailed: 'iteration failed',
  MapIterationStarted: 'iteration started',
  MapIterationSucceeded: 'iteration succeeded',
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
  TaskStarted: 'work started',
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

const ENDS: Partial<Record<EventKind, EventType['end']>> = {
  'execution succeeded': 'succeeded',
  'execution failed': 'failed',
  'execution timed out': 'timed_out',
  'execution aborted': 'aborted',
};

const CARRIES: Partial<Record<EventKind, EventType['carries']>> = {
  entered: 'name',
  exited: 'name',
  aborted: 'nothing',
  'work started': 'nothing',
  'iteration started': 'iteration',
  'iteration succeeded': 'iteration',
  'iteration failed': 'iteration',
  'iteration aborted': 'iteration',
};

const STATE_EVENT = /^(.+)State(Entered|Exited|Aborted)$/;

function detailsKey(name: string): string {
  const [, , what] = STATE_EVENT.exec(name) ?? [];
  return what === undefined || what === 'Aborted'
    ? `${name.charAt(0).toLowerCase()}${name.slice(1)}EventDetails`
    : `state${what}EventDetails`;
}

function containerOf(name: string): EventType['container'] {
  return /^(Parallel|Map)(?:State|Run)/.exec(name)?.[1] as EventType['container'];
}

function describe(name: string, kind: EventKind, key: string | undefined): EventType {
  return {
    name,
    kind,
    state: STATE_EVENT.exec(name)?.[1],
    end: ENDS[kind],
    container: containerOf(name),
    detailsKey: key,
    carries: CARRIES[kind] ?? 'all',
  };
}

const TYPES = new Map(Object.entries(KINDS).map(([name, kind]) => [name, describe(name, kind, detailsKey(name))]));

/** Returns the type with that name, which may be one that AWS has not documented yet. */
export function eventType(name: string): EventType {
  return TYPES.get(name) ?? describe(name, 'progress', undefined);
}
