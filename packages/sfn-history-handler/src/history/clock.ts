import type { SpanKind, StateOutcome } from '@shipbell/core';
import { leaveLine } from './line.ts';
import { addSpan } from './spans.ts';
import type { Visit } from './visit.ts';

/** The visit does something else from now on. */
export function turnTo(visit: Visit, phase: SpanKind, at: number | undefined): void {
  if (phase === visit.phase || at === undefined) return;
  addSpan(visit.line.spans, visit.phase, visit.since, at);
  visit.phase = phase;
  visit.since = at;
}

/** The attempt has failed; it waits until it is retried or over. */
export function attemptFailed(visit: Visit, at: number | undefined): void {
  if (at === undefined || visit.since === undefined || visit.failed !== undefined) return;
  visit.failed = { from: visit.since, to: Math.max(visit.since, at) };
  visit.phase = 'waiting';
  visit.since = visit.failed.to;
}

/** The attempt that failed is retried after all. */
export function attemptRetried(visit: Visit, phase: SpanKind, at: number | undefined): void {
  tellFailed(visit, 'retried');
  turnTo(visit, phase, at);
}

/** The visit's time is over, for good or until a redrive goes on with it; it is replaced where it is tried again. */
export function stopClock(visit: Visit, outcome: StateOutcome, at: number | undefined, isReplaced: boolean): void {
  const wasFailing = visit.failed !== undefined;
  tellFailed(visit, isReplaced ? 'retried' : 'failed');
  const phase = outcome === 'timed_out' && !wasFailing ? 'failed' : visit.phase;
  if (!wasFailing || outcome === 'aborted' || outcome === 'timed_out') {
    addSpan(visit.line.spans, phase, visit.since, at);
  }
  visit.since = undefined;
  if (visit.enteredAt !== undefined) leaveLine(visit.line, at);
}

function tellFailed(visit: Visit, kind: SpanKind): void {
  if (visit.failed) addSpan(visit.line.spans, kind, visit.failed.from, visit.failed.to);
  visit.failed = undefined;
}
