import type { HistoryEvent as AwsHistoryEvent } from '@aws-sdk/client-sfn';
import { textOf } from '@shipbell/core';
import { type EventType, eventType } from './event-type.ts';

/** An event of an execution's history, with what the report needs of its details and nothing of its data. */
export interface HistoryEvent {
  readonly id: number;
  /** The event that led to this one; 0 for the first, and not always what one would expect. */
  readonly previousId: number;
  readonly type: EventType;
  /** Milliseconds since the epoch. */
  readonly at: number | undefined;
  /** The name of the state that was entered or left, or of the Map that an iteration belongs to. */
  readonly name: string | undefined;
  /** The number of an iteration, from 0. */
  readonly index: number | undefined;
  /** The details; one object for all events whose details do not matter. */
  readonly details: EventDetails;
}

/** The details that only some events carry. */
export interface EventDetails {
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly resource?: string | undefined;
  /** How many items a Map has. */
  readonly length?: number | undefined;
  readonly redriveCount?: number | undefined;
  readonly mapRunArn?: string | undefined;
  /** The function that `lambda:invoke` calls and its payload, as JSON text, where AWS gives it. */
  readonly parameters?: unknown;
  /** The name of that function, kept in place of the parameters. */
  readonly functionName?: string | undefined;
  /** The execution that `states:startExecution` has started, where AWS gives the output or the cause. */
  readonly executionArn?: string | undefined;
}

type RawDetails = Readonly<Record<string, unknown>>;

const NOTHING: RawDetails & EventDetails = {};

/**
 * Returns the event. Never throws: what is missing or of another type is undefined, and an id that is no number is NaN.
 */
export function toHistoryEvent(event: AwsHistoryEvent): HistoryEvent {
  const type = eventType(textOf(event.type) ?? '');
  const details = type.carries === 'nothing' ? NOTHING : detailsOf(event as unknown as RawDetails, type);
  return {
    id: numberOf(event.id) ?? Number.NaN,
    previousId: numberOf(event.previousEventId) ?? 0,
    type,
    at: timeOf(event.timestamp),
    name: nameIn(details, type),
    index: type.carries === 'iteration' ? numberOf(details.index) : undefined,
    details: type.carries === 'all' && details !== NOTHING ? toDetails(details, type) : NOTHING,
  };
}

function nameIn(details: RawDetails, { carries, kind }: EventType): string | undefined {
  if (carries === 'name' || carries === 'iteration') return textOf(details.name);
  return kind === 'evaluation failed' ? textOf(details.state) : undefined;
}

function toDetails(details: RawDetails, { kind }: EventType): EventDetails {
  const service = details.resourceType;
  // Only the output of `states` adds something to what was started.
  if (kind === 'attempt succeeded' && service !== 'states') return NOTHING;
  const resource = textOf(details.resource);
  return {
    error: textOf(details.error),
    cause: textOf(details.cause),
    resource: typeof service === 'string' && resource ? `${service}:${resource}` : resource,
    length: numberOf(details.length),
    redriveCount: numberOf(details.redriveCount),
    mapRunArn: textOf(details.mapRunArn),
    parameters: service === 'lambda' ? details.parameters : undefined,
    functionName: undefined,
    executionArn: service === 'states' ? executionArn(details.output ?? details.cause) : undefined,
  };
}

function detailsOf(event: RawDetails, { detailsKey }: EventType): RawDetails {
  const details = detailsKey === undefined ? findDetails(event) : event[detailsKey];
  return typeof details === 'object' && details !== null ? (details as RawDetails) : NOTHING;
}

function findDetails(event: RawDetails): unknown {
  return Object.entries(event).find(([key, value]) => key.endsWith('Details') && typeof value === 'object')?.[1];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Returns the milliseconds since the epoch of a date, or of seconds as they are in JSON. */
function timeOf(value: unknown): number | undefined {
  const time =
    typeof value === 'number' ? Math.round(value * 1_000) : value instanceof Date ? value.getTime() : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/**
 * Returns a function that gives the same event with texts and details that it shares with the events before it. Events
 * that wait take a third of the memory then, because each state's name and each resource comes again and again.
 */
export function createSharing(): (event: HistoryEvent) => HistoryEvent {
  const texts = new Map<string, string>();
  const shared = new Map<string, EventDetails>();

  const share = (text: string): string => {
    const same = texts.get(text);
    if (same === undefined) texts.set(text, text);
    return same ?? text;
  };

  /** Returns details that are shared. Errors and links are not: they differ, and are few. */
  const shareDetails = (details: EventDetails): EventDetails => {
    const { resource } = details;
    const functionName = functionNameIn(details);
    if (details.error !== undefined || details.executionArn !== undefined || resource === undefined) return details;
    const key = `${resource} ${functionName}`;
    const same = shared.get(key) ?? { resource: share(resource), functionName };
    shared.set(key, same);
    return same;
  };

  return (event) => ({
    ...event,
    name: event.name === undefined ? undefined : share(event.name),
    details: event.details === NOTHING ? NOTHING : shareDetails(event.details),
  });
}

/** Returns the Lambda function that an attempt called; the text may be cut off at its end. */
export function functionNameIn({ parameters, functionName }: EventDetails): string | undefined {
  return typeof parameters === 'string'
    ? /"FunctionName"\s*:\s*"([\w:$-]{1,256})"/.exec(parameters)?.[1]
    : functionName;
}

/**
 * Returns the first ARN in the text: AWS writes members in the order of their names, so that it comes before the nested
 * execution's own input.
 */
function executionArn(json: unknown): string | undefined {
  return typeof json === 'string' ? /"[Ee]xecutionArn"\s*:\s*"(arn:[^"\\]{1,400})"/.exec(json)?.[1] : undefined;
}
