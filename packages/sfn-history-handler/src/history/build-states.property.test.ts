import type { HistoryEvent } from '@aws-sdk/client-sfn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statesOf } from '../testing/history.ts';
import { createStateBuilder } from './build-states.ts';
import { eventType } from './event-type.ts';
import { toHistoryEvent } from './history-event.ts';
import { total } from './line.ts';

const TYPES = [
  ...['Task', 'Pass', 'Choice', 'Wait', 'Parallel', 'Map', 'Succeed', 'Fail'].flatMap((state) => [
    `${state}StateEntered`,
    `${state}StateExited`,
    `${state}StateAborted`,
  ]),
  ...['TaskScheduled', 'TaskStarted', 'TaskSucceeded', 'TaskFailed', 'TaskTimedOut', 'LambdaFunctionFailed'],
  ...['Started', 'Succeeded', 'Failed'].flatMap((end) => [`ParallelState${end}`, `MapState${end}`, `MapRun${end}`]),
  ...['Started', 'Succeeded', 'Failed', 'Aborted'].map((end) => `MapIteration${end}`),
  ...['Started', 'Succeeded', 'Failed', 'Aborted', 'TimedOut', 'Redriven'].map((end) => `Execution${end}`),
  ...['EvaluationFailed', 'NeverHeardOf', 'constructor', ''],
];

const name = fc.constantFrom('A', 'B', 'C', 'D');
const cause = fc.oneof(
  fc
    .tuple(name, fc.nat({ max: 60 }))
    .map(
      ([state, id]) => `An error occurred while executing the state '${state}' (entered at the event id #${id}). Why`,
    ),
  fc.string(),
);

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}

function linesOf(events: readonly HistoryEvent[]) {
  const builder = createStateBuilder();
  for (const event of events) builder.add(toHistoryEvent(event));
  return builder.finish().lines;
}

const oddEvent = fc
  .record({
    type: fc.constantFrom(...TYPES),
    previousEventId: fc.oneof(fc.nat({ max: 60 }), fc.constantFrom(-1, 99_999, null, 'x')),
    details: fc.option(
      fc.record({ name, state: name, error: fc.string(), cause, index: fc.nat(), redriveCount: fc.nat() }),
    ),
    timestamp: fc.option(fc.date()),
  })
  .map(({ details, ...event }) => ({ ...event, [eventType(event.type).detailsKey ?? 'someEventDetails']: details }));

const ids = fc.oneof(
  { weight: 9, arbitrary: fc.nat({ max: 60 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -3, null) },
);

const oddHistory = fc
  .array(fc.tuple(oddEvent, ids), { maxLength: 60 })
  .map((events) =>
    events.map(([event, id], index) => ({ ...event, id: id === 0 ? index + 1 : id }) as unknown as HistoryEvent),
  );

const steadyHistory = fc
  .array(oddEvent, { maxLength: 60 })
  .map((events) => events.map((event, index) => ({ ...event, id: index + 1 }) as unknown as HistoryEvent));

describe('createStateBuilder, for a history that makes no sense,', () => {
  it.each([
    ['ids in any order', oddHistory],
    ['rising ids', steadyHistory],
  ])('counts every visit of every state once, with %s', (_, histories) => {
    fc.assert(
      fc.property(histories, (events) => {
        const stateEntered = /^(Task|Pass|Choice|Wait|Parallel|Map|Succeed|Fail)StateEntered$/;
        const entered = events.filter(({ type }) => stateEntered.test(type ?? ''));
        const lines = linesOf(events);
        const seen = sum(lines.map(({ visits }) => visits));
        expect(seen).toBeLessThanOrEqual(entered.length);
        // A redrive goes on with visits, or begins their lines anew.
        if (events.every(({ type }) => type !== 'ExecutionRedriven')) expect(seen).toBe(entered.length);
        for (const { visits, counted, replaced } of lines) {
          expect(total(counted.visits) + total(replaced.visits)).toBe(visits);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps containers before what ran in them, and spans apart and in order', () => {
    fc.assert(
      fc.property(oddHistory, (events) => {
        const { lines } = statesOf(events);
        for (const [index, { parent, spans }] of lines.entries()) {
          expect(parent ?? -1).toBeLessThan(index);
          for (const [position, span] of spans.entries()) {
            const before = spans[position - 1];
            expect(span.to).toBeGreaterThanOrEqual(span.from);
            if (before?.kind === span.kind) expect(span.from).toBeGreaterThan(before.to);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out everything after the first redrive that the report is not about', () => {
    fc.assert(
      fc.property(steadyHistory, steadyHistory, (before, after) => {
        const earlier = before.filter(({ type }) => type !== 'ExecutionRedriven');
        const redriven = { type: 'ExecutionRedriven', id: 61, executionRedrivenEventDetails: { redriveCount: 1 } };
        expect(statesOf([...earlier, redriven as unknown as HistoryEvent, ...after], 0)).toEqual(statesOf(earlier, 0));
      }),
    );
  });
});

describe('createStateBuilder, for a history of 25,000 events,', () => {
  it('finds every visit in one pass', () => {
    const builder = createStateBuilder();
    for (let id = 1; id < 25_000; id += 2) {
      const details = { name: 'Poll' };
      const entered = { type: 'PassStateEntered', id, previousEventId: id - 1, stateEnteredEventDetails: details };
      const exited = { type: 'PassStateExited', id: id + 1, previousEventId: id, stateExitedEventDetails: details };
      builder.add(toHistoryEvent(entered as unknown as HistoryEvent));
      builder.add(toHistoryEvent(exited as unknown as HistoryEvent));
    }
    expect(builder.finish().lines).toMatchObject([
      { name: 'Poll', visits: 12_500, counted: { visits: { succeeded: 12_500 } } },
    ]);
  });
});
