import { describe, expect, it } from 'vitest';
import type {
  ExecutionReport,
  ExecutionStatus,
  FailureWords,
  OutcomeCounts,
  StateLine,
  TypicalDuration,
} from '../../reports/execution-report.ts';
import { sampleExecution, sampleFailure, stateLine } from '../../testing/sample-execution.ts';
import { withReadableCauses } from './cause/with-readable-causes.ts';
import { executionHeadline, typicalDurationNote } from './execution-headline.ts';

function headline(more: Partial<ExecutionReport>): string {
  return executionHeadline(withReadableCauses(sampleExecution(more))).text.mrkdwn;
}

function words(state: string | undefined): FailureWords {
  return { state, error: undefined, cause: undefined };
}

/** Returns the line of a Map whose items ended so. */
function map(outcomes: OutcomeCounts, more: Partial<StateLine> = {}, distributed = true): StateLine {
  const total = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const none = { slowest: undefined, firstFailed: undefined, unknown: undefined };
  return stateLine('Each', 0, 9, { type: 'Map', iterations: { total, outcomes, distributed, ...none }, ...more });
}

describe('executionHeadline', () => {
  it.each<[string, Partial<ExecutionReport>]>([
    ['✅ *nightly-etl* succeeded on *prod* in 12m 04s', { status: 'succeeded' }],
    [
      '❌ *nightly-etl* failed on *prod* at *Load* after 12m 04s: States.Timeout',
      { stoppedAt: ['Load'], failure: sampleFailure(), error: { name: 'States.Timeout', cause: undefined } },
    ],
    ['❌ *nightly-etl* failed on *prod* after 12m 04s', {}],
    [
      '⏱️ *nightly-etl* timed out on *prod* at *Left* and 1 more after 12m 04s',
      { status: 'timed_out', stoppedAt: ['Left', 'Right'], error: { name: 'States.Timeout', cause: undefined } },
    ],
    ['⏹️ *nightly-etl* was aborted on *prod* at *Load* after 12m 04s', { status: 'aborted', stoppedAt: ['Load'] }],
    ['✅ *nightly-etl* succeeded on *prod* in 12m 04s (redrive 2)', { status: 'succeeded', redriveCount: 2 }],
    ['▶️ *nightly-etl* is running on *prod*', { status: 'running', endedAt: undefined }],
    ['🕒 *nightly-etl* waits to be redriven on *prod*', { status: 'pending_redrive', endedAt: undefined }],
    ['ℹ️ *nightly-etl* changed its status on *prod*: PAUSED', { status: 'unknown', statusText: 'PAUSED' }],
    ['✅ *nightly-etl* succeeded on *prod*', { status: 'succeeded', startedAt: undefined }],
    [
      '✅ *nightly-etl* succeeded on *prod* in 12m 04s (usually 6m 10s)',
      { status: 'succeeded', typicalDuration: { medianMs: 370_000, of: 9 } },
    ],
    [
      '❌ *nightly-etl* failed on *prod* at *Settle* after 12m 04s: CardDeclined',
      {
        stoppedAt: ['Settle'],
        error: { name: 'States.TaskFailed', cause: undefined },
        failure: sampleFailure({ state: 'Settle', error: 'CardDeclined' }),
      },
    ],
    [
      '❌ *nightly-etl* failed on *prod* after 12m 04s: exit code 3',
      { error: { name: 'States.TaskFailed', cause: '{"StatusReason":"","Container":{"ExitCode":3}}' } },
    ],
    [
      '❌ *nightly-etl* failed on *prod* after 12m 04s: Own.Error',
      { error: { name: 'Own.Error', cause: '{"StatusReason":"","Container":{"ExitCode":3}}' } },
    ],
    [
      '❌ *nightly-etl* failed on *prod* at *Load* (then *Notify*, *Give up*) after 12m 04s: States.Timeout',
      {
        stoppedAt: ['Give up'],
        error: { name: 'GaveUp', cause: undefined },
        failure: sampleFailure({ later: ['Notify', 'Give up', undefined].map((state) => words(state)) }),
      },
    ],
    [
      '❌ *nightly-etl* failed on *prod* while in *Wait* and 1 more after 12m 04s: history limit of 25,000 events',
      { stoppedAt: ['Wait', 'Check'], error: { name: 'States.Runtime', cause: 'too many events' } },
    ],
    [
      '❌ *nightly-etl* failed on *prod* after 12m 04s: history limit of 25,000 events',
      { error: { name: 'States.Runtime', cause: 'It reached the maximum number of history events (25000).' } },
    ],
    [
      '❌ *nightly-etl* failed on *prod* at *Each* after 12m 04s: TooMany (21 of 1,000 items failed)',
      {
        lines: [map({ failed: 20, timed_out: 1, succeeded: 979 }, { outcome: 'failed' }), map({ failed: 9 })],
        failure: sampleFailure({ state: 'Each', error: 'TooMany', line: 0 }),
      },
    ],
    [
      '⚠️ *nightly-etl* succeeded on *prod* in 12m 04s, 1,012 of 10,000 items failed',
      { status: 'succeeded', lines: [map({ failed: 1_000, timed_out: 12, succeeded: 8_988 })] },
    ],
    [
      '✅ *nightly-etl* succeeded on *prod* in 12m 04s',
      {
        status: 'succeeded',
        lines: [map({ succeeded: 9 }), map({ failed: 9 }, { outcome: 'caught' }), map({ failed: 9 }, {}, false)],
      },
    ],
  ])('returns %s', (expected, more) => {
    expect(headline(more)).toBe(expected);
  });
});

function ended(seconds: number) {
  return {
    redriveCount: 0,
    startedAt: new Date(0),
    endedAt: new Date(seconds * 1_000),
  };
}

function note(seconds: number, typicalDuration: TypicalDuration | undefined, status: ExecutionStatus = 'succeeded') {
  return typicalDurationNote({ ...ended(seconds), status, typicalDuration });
}

function median(seconds: number, of = 9): TypicalDuration {
  return { medianMs: seconds * 1_000, of };
}

describe('typicalDurationNote', () => {
  it('shows the typical duration of an execution that took one and a half times as long', () => {
    expect(note(600, median(400))).toBe('usually 6m 40s');
    expect(note(599, median(400))).toBe('as usual');
  });

  it('shows the typical duration of an execution that took half of it', () => {
    expect(note(200, median(400))).toBe('usually 6m 40s');
    expect(note(201, median(400))).toBe('as usual');
  });

  it('shows the typical duration of every failure', () => {
    expect(note(2, median(400), 'failed')).toBe('usually 6m 40s');
    expect(note(600, median(400), 'failed')).toBe('usually 6m 40s');
  });

  it('ignores a difference of less than five seconds', () => {
    expect(note(5.9, median(1))).toBe('as usual');
    expect(note(6, median(1))).toBe('usually 1 s');
  });

  it('returns undefined if only two executions are known', () => {
    expect(note(600, median(400, 2))).toBeUndefined();
    expect(note(600, median(400, 3))).toBe('usually 6m 40s');
  });

  it('returns undefined if the typical duration is unknown', () => {
    expect(note(600, undefined)).toBeUndefined();
    expect(note(600, { unknown: 'AccessDenied' })).toBeUndefined();
    expect(
      typicalDurationNote({ ...ended(0), status: 'running', typicalDuration: median(400), endedAt: undefined }),
    ).toBeUndefined();
  });

  it('does not compare a redrive, which runs only what had failed', () => {
    const typicalDuration = median(400);
    expect(
      typicalDurationNote({ ...ended(20), status: 'succeeded', typicalDuration, redriveCount: 1 }),
    ).toBeUndefined();
  });
});
