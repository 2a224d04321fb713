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
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly resource: string | undefined;
  /** Of an iteration, from 0. */
  readonly index: number | undefined;
  /** How many items a Map has. */
  readonly length: number | undefined;
  readonly redriveCount: number | undefined;
  readonly mapRunArn: string | undefined;
  /** The Lambda function that `lambda:invoke` is to call, where the parameters are told. */
  readonly functionName: string | undefined;
  /** The execution that `states:startExecution` has started, where the output or the cause is told. */
  readonly executionArn: string | undefined;
}

type Details = Readonly<Record<string, unknown>>;

const NONE: Details = {};

/** Never throws: what is missing or of another type is undefined, an id that is no number is NaN. */
export const toHistoryEvent = (event: AwsHistoryEvent): HistoryEvent => {
  const type = eventType(textOf(event.type) ?? '');
  const details = detailsOf(event as unknown as Details, type);
  const resource = textOf(details.resource);
  const service = textOf(details.resourceType);
  return {
    id: numberOf(event.id) ?? Number.NaN,
    previousId: numberOf(event.previousEventId) ?? 0,
    type,
    at: timeOf(event.timestamp),
    name: textOf(details.name) ?? textOf(details.state),
    error: textOf(details.error),
    cause: textOf(details.cause),
    resource: service && resource ? `${service}:${resource}` : resource,
    index: numberOf(details.index),
    length: numberOf(details.length),
    redriveCount: numberOf(details.redriveCount),
    mapRunArn: textOf(details.mapRunArn),
    functionName: service === 'lambda' ? functionName(details.parameters) : undefined,
    executionArn: service === 'states' ? executionArn(details.output ?? details.cause) : undefined,
  };
};

const detailsOf = (event: Details, { detailsKey }: EventType): Details => {
  const details = detailsKey === undefined ? findDetails(event) : event[detailsKey];
  return typeof details === 'object' && details !== null ? (details as Details) : NONE;
};

const findDetails = (event: Details): unknown =>
  Object.entries(event).find(([key, value]) => key.endsWith('Details') && typeof value === 'object')?.[1];

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const timeOf = (value: unknown): number | undefined => {
  const time = value instanceof Date ? value.getTime() : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
};

/** The first of an object's text members of that name; the text is JSON, or the beginning of it. */
const member = (json: unknown, pattern: RegExp): string | undefined =>
  typeof json === 'string' ? pattern.exec(json)?.[1] : undefined;

const functionName = (parameters: unknown): string | undefined =>
  member(parameters, /"FunctionName"\s*:\s*"([\w:$-]{1,256})"/);

/** AWS writes the members in the order of their names, so this one comes before the nested execution's own input. */
const executionArn = (json: unknown): string | undefined =>
  member(json, /"(?:E|e)xecutionArn"\s*:\s*"(arn:[^"\\]{1,400})"/);
