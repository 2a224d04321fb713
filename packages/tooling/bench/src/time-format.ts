/**
 * Runs in a process of its own and prints the milliseconds that it takes to parse and to format a history, the first
 * time and afterwards.
 */
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { executionMessage, NO_TEAM } from '@shipbell/core';
import {
  createStateBuilder,
  noStates,
  parseEvent,
  toExecutionReport,
  toHistoryEvent,
} from '@shipbell/sfn-history-handler/bench';
import { statusEvent } from '@shipbell/sfn-history-handler/testing';
import { articleMessage } from './article.ts';
import { makeHistory, START_SECONDS, toPages } from './make-history.ts';

const count = Number(process.argv[2]);
const texts = toPages(makeHistory(count)).map((events) => JSON.stringify({ events }));
const event = statusEvent({
  status: 'FAILED',
  startDate: START_SECONDS * 1_000,
  stopDate: (START_SECONDS + count / 16) * 1_000,
});
const { executionArn } = event.detail;

interface Page {
  readonly events: readonly HistoryEvent[];
}

/** How many runs follow the first one, in which the engine has not yet made machine code. */
const AGAIN = 30;

function timed<Result>(work: () => Result): { ms: number; result: Result } {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

/**
 * Formats the history page by page, as the pages arrive, and returns what parsing took, and all the rest up to the
 * message.
 */
function run() {
  const builder = createStateBuilder();
  const spent = { parse: 0, format: 0 };
  for (const text of texts) {
    const parsed = timed(() => JSON.parse(text) as Page);
    const added = timed(() => {
      for (const one of parsed.result.events) builder.add(toHistoryEvent(one));
    });
    spent.parse += parsed.ms;
    spent.format += added.ms;
  }
  const message = timed(() => {
    const details = { ...noStates(), ...builder.finish(), typicalDuration: undefined, input: [] };
    const standing = { recovery: undefined, slowness: undefined };
    const where = { environment: 'prod', linkStyle: 'text', team: NO_TEAM } as const;
    return JSON.stringify(executionMessage(toExecutionReport(parseEvent(event), {}, details, standing, where)));
  });
  return { parse: spent.parse, format: spent.format + message.ms, characters: message.result.length };
}

const first = run();
const again = Array.from({ length: AGAIN }, run);
const all = texts.flatMap((text) => (JSON.parse(text) as Page).events);
const article = timed(() => articleMessage(all, 'nightly-etl', executionArn));

/** Returns the shortest time, which is that of a run that nothing else on the machine slowed down. */
function least(pick: (run: (typeof again)[number]) => number): number {
  return Math.min(...again.map(pick));
}

console.log(
  JSON.stringify({
    first,
    again: { ...first, parse: least(({ parse }) => parse), format: least(({ format }) => format) },
    article: { format: article.ms, characters: article.result.length },
  }),
);
