import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { checkSlackPayload } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { fakeStepFunctions } from './testing/fake-step-functions.ts';
import { statesOf } from './testing/history.ts';
import { caughtBefore, expectAsCounted, failedState } from './testing/oracle.ts';
import { runHandler } from './testing/run-handler.ts';
import { statusEvent } from './testing/status-event.ts';

interface RawEvent {
  readonly id: unknown;
  readonly previousEventId: unknown;
  readonly type: string;
  readonly [details: string]: unknown;
}

interface Recording {
  readonly file: string;
  readonly templated: { readonly ids: boolean };
  readonly events: readonly RawEvent[];
}

const corpus = process.env.CORPUS_DIR ?? '';
const START_MS = Date.UTC(2024, 0, 1);
const DATA = new Set(['input', 'output', 'parameters', 'cause']);

function read(folder: string): { file: string; content: unknown }[] {
  return corpus === ''
    ? []
    : readdirSync(join(corpus, folder))
        .filter((file) => file.endsWith('.json'))
        .map((file) => ({ file, content: JSON.parse(readFileSync(join(corpus, folder, file), 'utf8')) }));
}

/** Returns the event as the API sends it: with a rising time, and JSON texts where the corpus has them parsed. */
function hydrate(event: RawEvent, index: number): HistoryEvent {
  const details = Object.entries(event).filter(([key]) => key.endsWith('Details'));
  return {
    ...(event as unknown as HistoryEvent),
    timestamp: new Date(START_MS + index * 1_000),
    ...Object.fromEntries(details.map(([key, members]) => [key, asTexts(members)])),
  };
}

function asTexts(members: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members ?? {}).map(([key, value]) => [
      key,
      DATA.has(key) && typeof value !== 'string' && value !== null ? JSON.stringify(value) : value,
    ]),
  );
}

const STATUS_BY_END: Record<string, string> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionAborted: 'ABORTED',
  ExecutionTimedOut: 'TIMED_OUT',
};

function eventFor(history: readonly HistoryEvent[]) {
  const end = history.find(({ type }) => type !== undefined && type in STATUS_BY_END);
  const { error, cause } = end?.executionFailedEventDetails ?? {};
  return statusEvent({
    status: STATUS_BY_END[end?.type ?? ''] ?? 'RUNNING',
    startDate: START_MS,
    stopDate: end?.timestamp?.getTime() ?? null,
    error: error ?? null,
    cause: cause ?? null,
  });
}

describe.runIf(corpus !== '')('the handler, with a history that was recorded on AWS', () => {
  const recordings = read('sfn-history').map(({ file, content }) => ({ ...(content as Recording), file }));

  it.each(recordings)('makes a message that Slack takes of $file', async ({ events }) => {
    const history = events.map(hydrate);
    const { client } = fakeStepFunctions(history, { pageSize: 7 });
    const { notifications } = await runHandler({ event: eventFor(history), stepFunctions: client });
    expect(notifications.map(({ message }) => checkSlackPayload(JSON.stringify(message)))).toEqual([
      { status: 200, body: 'ok' },
    ]);
  });

  const intact = recordings.filter(({ templated }) => !templated.ids);

  it.each(intact)('finds the states that an oracle counts in $file', ({ events }) => {
    expectAsCounted(events.map(hydrate).sort((one, other) => (one.id ?? 0) - (other.id ?? 0)));
  });

  it.each(intact)('leaves only states of $file open that did not end', ({ events }) => {
    const isWhole = events.at(-1)?.type !== 'ExecutionStarted' && events.some(({ type }) => type in STATUS_BY_END);
    const open = statesOf(events.map(hydrate)).lines.filter(({ outcomes }) => outcomes.open);
    expect(isWhole ? open : []).toEqual([]);
  });

  const failed = intact.filter(({ events }) => events.some(({ type }) => type === 'ExecutionFailed'));

  it.each(failed)('names the state that failed in $file', ({ events }) => {
    const history = events.map(hydrate);
    const { lines, stoppedAt, failure } = statesOf(history);
    expect(stoppedAt).toEqual([failedState(history)]);
    expect(failure?.line.name).toBe(caughtBefore(history) ?? stoppedAt[0]);
    expect(lines.find(({ name }) => name === stoppedAt[0])?.outcome).toMatch(/^(?:failed|timed_out)$/);
  });
});

describe.runIf(corpus !== '')('the handler, with a status event from AWS or its documentation', () => {
  it.each(read('sfn-status-event'))('makes a message that Slack takes of $file', async ({ content }) => {
    const { notifications } = await runHandler({ event: content });
    expect(notifications.map(({ message }) => checkSlackPayload(JSON.stringify(message)))).toEqual([
      { status: 200, body: 'ok' },
    ]);
  });
});
