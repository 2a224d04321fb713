import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { createStateBuilder } from '../history/build-states.ts';
import type { States } from '../history/finish-states.ts';
import { toHistoryEvent } from '../history/history-event.ts';
import { toStateLine } from '../report/execution-report.ts';

/** An event without its id and its time, which follow from its position in the history. */
export type ShortEvent = readonly [type: string, previousEventId: number, details?: Readonly<Record<string, unknown>>];

/** Returns the events of a history, one a second from 2024-03-05T02:00:01Z, with ids from 1 on. */
export function history(...events: readonly ShortEvent[]): HistoryEvent[] {
  return events.map(([type, previousEventId, details], index) =>
    eventOf(type, index + 1, previousEventId, new Date(Date.UTC(2024, 2, 5, 2, 0, 1 + index)), details),
  );
}

/** Returns an event, with its details under the key that the API has for its type. */
export function eventOf(
  type: string,
  id: number,
  previousEventId: number,
  timestamp: Date,
  details?: object,
): HistoryEvent {
  return { type, id, previousEventId, timestamp, ...(details && { [detailsKey(type)]: details }) } as HistoryEvent;
}

function detailsKey(type: string): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

/** Returns the states that the handler finds in a history, of which the events after `gap` may be missing. */
export function statesOf(events: readonly HistoryEvent[], redriveCount?: number, gap?: number) {
  const builder = createStateBuilder(redriveCount);
  for (const event of events) {
    builder.add(toHistoryEvent(event));
    if (event.id === gap) builder.skip();
  }
  return asReported(builder.finish());
}

/** Returns the lines as the report has them, without anything that is read beyond the history. */
function asReported({ lines, ...others }: States) {
  const indexes = new Map(lines.map((line, index) => [line, index]));
  const nothing = { nested: [], iterations: undefined };
  return { ...others, lines: lines.map((line) => toStateLine(line, indexes, others.redrive, nothing)) };
}

/**
 * Returns `name outcome` for each state, with the container before it and the number of the visits where there are
 * more.
 */
export function outcomes(events: readonly HistoryEvent[], redriveCount?: number): string[] {
  const { lines } = statesOf(events, redriveCount);
  return lines.map(({ name, parent, visits, outcomes }) => {
    const counts = Object.entries(outcomes).map(([outcome, count]) => (visits > 1 ? `${count} ${outcome}` : outcome));
    return [...(parent === undefined ? [] : [lines[parent]?.name]), name, counts.join(', ')].join(' ');
  });
}

/** Returns the details of a state that is entered. */
export function entered(name: string) {
  return { name, input: '{}' };
}
/** Returns the details of a state that is exited. */
export function exited(name: string) {
  return { name, output: '{}' };
}

/** The details of an attempt that calls a Lambda function. */
export const lambda = { resourceType: 'lambda', resource: 'invoke' };

/** Returns the time of the event with that id, in milliseconds since the epoch. */
export function timeOf(id: number): number {
  return Date.UTC(2024, 2, 5, 2, 0, id);
}
