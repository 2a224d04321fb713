import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { checkSlackPayload } from '@shipbell/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActualVisit, definition } from '../testing/definition.ts';
import { fakeStepFunctions } from '../testing/fake-step-functions.ts';
import { statesOf as asReported } from '../testing/history.ts';
import { redriveOf } from '../testing/redrive.ts';
import { runDefinition } from '../testing/run-definition.ts';
import { runHandler } from '../testing/run-handler.ts';
import { statusEvent } from '../testing/status-event.ts';
import { createStateBuilder } from './build-states.ts';
import { toHistoryEvent } from './history-event.ts';
import type { Line } from './line.ts';

const turns = fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 60 });

/** Executions of random state machines: some to their end, some stopped on the way. */
const execution = fc
  .record({
    states: definition,
    turns,
    most: fc.oneof(fc.constant(2_000), fc.integer({ min: 2, max: 80 })),
    end: fc.constantFrom('ExecutionAborted' as const, 'ExecutionTimedOut' as const),
  })
  .map(({ states, turns, most, end }) => {
    let turn = 0;
    const pick = (below: number) => (turns[turn++ % turns.length] ?? 0) % below;
    return runDefinition(states, pick, most, end);
  });

function statesOf(events: readonly HistoryEvent[]) {
  const builder = createStateBuilder();
  for (const event of events) builder.add(toHistoryEvent(event));
  return builder.finish();
}

/** Returns whether a later attempt of a container around the visit replaced it. */
function isReplaced({ container, attempt }: ActualVisit): boolean {
  return container !== undefined && (attempt < container.attempts || isReplaced(container));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}

const STATUSES = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionAborted: 'ABORTED',
  ExecutionTimedOut: 'TIMED_OUT',
};

function countBy<Item>(items: readonly Item[], key: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

function actual(visits: readonly ActualVisit[]) {
  return Object.fromEntries(
    [...Map.groupBy(visits, ({ name }) => name)].map(([name, all]) => [
      name,
      {
        parent: all[0]?.container?.name,
        visits: all.length,
        counted: countBy(
          all.filter((visit) => !isReplaced(visit)),
          ({ outcome }) => outcome,
        ),
        replaced: countBy(all.filter(isReplaced), ({ outcome }) => outcome),
        retries: all.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0),
      },
    ]),
  );
}

function found(lines: readonly Line[]) {
  return Object.fromEntries(
    lines.map(({ name, parent, visits, counted, replaced, retries }) => [
      name,
      { parent: parent?.name, visits, counted: counted.visits, replaced: replaced.visits, retries },
    ]),
  );
}

describe('createStateBuilder, for an execution of any state machine,', () => {
  it('counts every visit once, in its container and with its outcome and retries', () => {
    fc.assert(
      fc.property(execution, ({ events, visits }) => {
        expect(found(statesOf(events).lines)).toEqual(actual(visits));
      }),
      { numRuns: 1_000 },
    );
  });

  it('counts every iteration of every Map once', () => {
    fc.assert(
      fc.property(execution, ({ events, visits, outcome }) => {
        fc.pre(outcome === 'ExecutionSucceeded' || outcome === 'ExecutionFailed');
        for (const { name, type, counted } of statesOf(events).lines) {
          if (type !== 'Map') continue;
          const maps = visits.filter((visit) => visit.name === name && !isReplaced(visit));
          for (const end of ['succeeded', 'failed', 'aborted'] as const) {
            expect(counted.iterations[end] ?? 0).toBe(sum(maps.map(({ iterations }) => iterations[end])));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('finds the failure at the state that led to the end, and those that failed after it', () => {
    fc.assert(
      fc.property(execution, ({ events, failed, isLong }) => {
        const { failure, later, stoppedAt } = statesOf(events);
        fc.pre(failed !== undefined && !isLong);
        expect([failure, ...later].map((state) => state?.line.name)).toEqual(failed);
        expect(stoppedAt).toEqual(failed.slice(-1));
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds the redriven attempt of the task that failed, whatever the first event after the redrive points at', () => {
    let redrives = 0;
    fc.assert(
      fc.property(execution, ({ events, failed }) => {
        const variants = redriveOf(events);
        fc.pre(failed !== undefined && variants !== undefined);
        redrives += 1;
        const [first, ...others] = variants.map(({ events, name }) => {
          const { lines, failure, later, stoppedAt } = asReported(events);
          const last = later.at(-1) ?? failure;
          expect(last).toMatchObject({ line: { name }, error: 'Again', cause: 'new' });
          expect(lines.find((line) => line.name === name)).toMatchObject({
            ...{ visits: 1, retries: 0, errors: ['Again'], outcomes: { failed: 1 }, earlier: false },
            ...{ busyMs: 60_000, spans: [{ kind: 'failed', to: expect.any(Number) }] },
          });
          return { lines, stoppedAt, failed: [failure, ...later].map((state) => state?.line.name) };
        });
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 200 },
    );
    expect(redrives).toBeGreaterThan(20);
  });

  it('leads to the same message, which Slack takes, whatever pages the history comes in', async () => {
    await fc.assert(
      fc.asyncProperty(execution, fc.integer({ min: 1, max: 40 }), async ({ events, outcome }, pageSize) => {
        const event = statusEvent({ status: STATUSES[outcome], startDate: events[0]?.timestamp?.getTime() });
        const messageIn = async (size: number) => {
          const { client } = fakeStepFunctions(events, { pageSize: size });
          const { notifications } = await runHandler({ event, stepFunctions: client });
          return notifications[0]?.message;
        };
        const message = await messageIn(1_000);
        expect(await messageIn(pageSize)).toEqual(message);
        expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
      }),
    );
  });
});
