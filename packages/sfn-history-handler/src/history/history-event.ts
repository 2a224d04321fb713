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
  /** What `lambda:invoke` is to call and with what, as JSON text, where that is told; or the function's name alone. */
  readonly parameters?: unknown;
  readonly functionName?: string | undefined;
  /** The execution that `states:startExecution` has started, where the output or the cause is told. */
  readonly executionArn?: string | undefined;
}

type Details = Readonly<Record<string, unknown>>;

const NOTHING: Details & More = {};

/** Never throws: what is missing or of another type is undefined, an id that is no number is NaN. */
export function toHistoryEvent(event: AwsHistoryEvent): HistoryEvent {
  const type = eventType(textOf(event.type) ?? '');
  const details = type.tells === 'nothing' ? NOTHING : detailsOf(event as unknown as Details, type);
  return {
    id: numberOf(event.id) ?? Number.NaN,
    previousId: numberOf(event.previousEventId) ?? 0,
    type,
    at: timeOf(event.timestamp),
    name: nameIn(details, type),
    index: type.tells === 'iteration' ? numberOf(details.index) : undefined,
    more: type.tells === 'all' ? moreOf(details, type) : NOTHING,
  };
}

function nameIn(details: Details, { tells, kind }: EventType): string | undefined {
  if (tells === 'name' || tells === 'iteration') return textOf(details.name);
  return kind === 'evaluation failed' ? textOf(details.state) : undefined;
}

function moreOf(details: Details, { kind }: EventType): More {
  const service = details.resourceType;
  // They say again what was started, and no more.
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

function detailsOf(event: Details, { detailsKey }: EventType): Details {
  const details = detailsKey === undefined ? findDetails(event) : event[detailsKey];
  return typeof details === 'object' && details !== null ? (details as Details) : NOTHING;
}

function findDetails(event: Details): unknown {
  return Object.entries(event).find(([key, value]) => key.endsWith('Details') && typeof value === 'object')?.[1];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** A date, or seconds as they are on the wire. */
function timeOf(value: unknown): number | undefined {
  const time =
    value instanceof Date ? value.getTime() : typeof value === 'number' ? Math.round(value * 1_000) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The same event with texts and details that it shares with the events before it: what waits to be read takes a third
 * of the memory then. Each state's name and each resource comes again and again.
 */
export function createSharing(): (event: HistoryEvent) => HistoryEvent {
  const texts = new Map<string, string>();
  const mores = new Map<string, More>();

  const share = (text: string): string => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };

  /** Errors and links differ, and are few. */
  const shareMore = (more: More): More => {
    const { resource } = more;
    const functionName = functionNameIn(more);
    if (more.error !== undefined || more.executionArn !== undefined || resource === undefined) return more;
    const key = `${resource} ${functionName}`;
    const known = mores.get(key) ?? { resource: share(resource), functionName };
    mores.set(key, known);
    return known;
  };

  return (event) => ({
    ...event,
    name: event.name === undefined ? undefined : share(event.name),
    more: event.more === NOTHING ? NOTHING : shareMore(event.more),
  });
}

/** The Lambda function that an attempt called; the text may be cut off at its end. */
export function functionNameIn({ parameters, functionName }: More): string | undefined {
  return typeof parameters === 'string'
    ? /"FunctionName"\s*:\s*"([\w:$-]{1,256})"/.exec(parameters)?.[1]
    : functionName;
}

/** AWS writes the members in the order of their names, so this one comes before the nested execution's own input. */
function executionArn(json: unknown): string | undefined {
  return typeof json === 'string' ? /"[Ee]xecutionArn"\s*:\s*"(arn:[^"\\]{1,400})"/.exec(json)?.[1] : undefined;
}
