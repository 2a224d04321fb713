import type { HistoryEvent as AwsHistoryEvent } from '@aws-sdk/client-sfn';
import { type EventType, eventType } from './event-type.ts';

/** An event of an execution's history, with what the report needs of its details and nothing of its data. */
export interface HistoryEvent {
  readonly id: number;
  /** The event that led to this one; 0 for the first, and not always what one would expect. */
  readonly previousId: number;
  readonly type: EventType;
  /** Milliseconds since the epoch. */
  readonly at: number | undefined;
  /** Of the state that was entered or left, or of the Map that an iteration is of. */
  readonly name: string | undefined;
  /** Of an iteration, from 0. */
  readonly index: number | undefined;
  /** What else the type has; one object for all events that have nothing. */
  readonly more: More;
}

/** What only some events tell. */
export interface More {
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly resource?: string | undefined;
  /** How many items a Map has. */
  readonly length?: number | undefined;
  readonly redriveCount?: number | undefined;
  readonly mapRunArn?: string | undefined;
  /** The Lambda function that `lambda:invoke` is to call, where the parameters are told. */
  readonly functionName?: string | undefined;
  /** The execution that `states:startExecution` has started, where the output or the cause is told. */
  readonly executionArn?: string | undefined;
}

type Details = Readonly<Record<string, unknown>>;

const NOTHING: Details & More = {};

/** Never throws: what is missing or of another type is undefined, an id that is no number is NaN. */
export const toHistoryEvent = (event: AwsHistoryEvent): HistoryEvent => {
  const type = eventType(textOf(event.type) ?? '');
  const details = detailsOf(event as unknown as Details, type);
  return {
    id: numberOf(event.id) ?? Number.NaN,
    previousId: numberOf(event.previousEventId) ?? 0,
    type,
    at: timeOf(event.timestamp),
    name: textOf(details.name) ?? textOf(details.state),
    index: numberOf(details.index),
    more: type.isBare ? NOTHING : moreOf(details, type.kind === 'attempt started'),
  };
};

const moreOf = (details: Details, isStart: boolean): More => {
  const service = details.resourceType;
  // Most of the others say again what was started, and no more.
  if (!isStart && details.error === undefined && service !== undefined && service !== 'states') return NOTHING;
  const resource = textOf(details.resource);
  return {
    error: textOf(details.error),
    cause: textOf(details.cause),
    resource: typeof service === 'string' && resource ? `${service}:${resource}` : resource,
    length: numberOf(details.length),
    redriveCount: numberOf(details.redriveCount),
    mapRunArn: textOf(details.mapRunArn),
    functionName: service === 'lambda' ? functionName(details.parameters) : undefined,
    executionArn: service === 'states' ? executionArn(details.output ?? details.cause) : undefined,
  };
};

const detailsOf = (event: Details, { detailsKey }: EventType): Details => {
  const details = detailsKey === undefined ? findDetails(event) : event[detailsKey];
  return typeof details === 'object' && details !== null ? (details as Details) : NOTHING;
};

const findDetails = (event: Details): unknown =>
  Object.entries(event).find(([key, value]) => key.endsWith('Details') && typeof value === 'object')?.[1];

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const timeOf = (value: unknown): number | undefined => {
  const time = value instanceof Date ? value.getTime() : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
};

/** Most parameters begin with it, and there are many of them; the text may be cut off at its end. */
const functionName = (parameters: unknown): string | undefined => {
  if (typeof parameters !== 'string') return undefined;
  const start = parameters.startsWith(FUNCTION_NAME) ? 0 : parameters.indexOf(FUNCTION_NAME.slice(1));
  if (start < 0) return undefined;
  const from = parameters.indexOf(':', start) + 2;
  return textOf(parameters.slice(from, parameters.indexOf('"', from)));
};

const FUNCTION_NAME = '{"FunctionName":"';

/** AWS writes the members in the order of their names, so this one comes before the nested execution's own input. */
const executionArn = (json: unknown): string | undefined =>
  typeof json === 'string' ? /"[Ee]xecutionArn"\s*:\s*"(arn:[^"\\]{1,400})"/.exec(json)?.[1] : undefined;
