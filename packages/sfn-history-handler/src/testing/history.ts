import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { createStepBuilder } from '../history/build-steps.ts';
import { toHistoryEvent } from '../history/history-event.ts';
import type { Steps } from '../history/settle-steps.ts';
import { toStateLine } from '../history/to-state-line.ts';

/** An event without what follows from its place. */
export type Line = readonly [type: string, previousEventId: number, details?: Readonly<Record<string, unknown>>];

/** The events of a history, one a second from 2024-03-05T02:00:01Z, with ids by their place. */
export function history(...lines: readonly Line[]): HistoryEvent[] {
  return lines.map(([type, previousEventId, details], index) =>
    eventOf(type, index + 1, previousEventId, new Date(Date.UTC(2024, 2, 5, 2, 0, 1 + index)), details),
  );
}

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

/** What the handler understands of a history. */
export function stepsOf(events: readonly HistoryEvent[], redriveCount?: number) {
  const builder = createStepBuilder(redriveCount);
  for (const event of events) builder.add(toHistoryEvent(event));
  return asTold(builder.finish());
}

/** Lines as the report has them, with nothing learned elsewhere. */
function asTold({ lines, ...others }: Steps) {
  const places = new Map(lines.map((line, index) => [line, index]));
  const learned = { nested: [], iterations: undefined };
  return { ...others, lines: lines.map((line) => toStateLine(line, places, others.redrive, learned)) };
}
