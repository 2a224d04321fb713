import type { Page } from '../aws/repeated-reads.ts';

/** Stands for an answer: the name of the error that AWS throws instead. */
export interface Refused {
  readonly error: string;
}

/** Returns an error with the name that AWS gives it. */
export function failure(name: string): Error {
  return Object.assign(new Error('from AWS'), { name });
}

/** Returns the answer, or throws the error that stands for it. */
export function answer<Answer extends object>(value: Answer | Refused): Answer {
  if ('error' in value && typeof value.error === 'string') throw failure(value.error);
  return value as Answer;
}

const TIMES = /Time$|At$|^lastStatusChange$|^created$|^updated$/;

/** Returns a fixture with its times as the SDK gives them. */
export function withDates<Answer>(value: Answer): Answer {
  return JSON.parse(JSON.stringify(value), (key, each) =>
    TIMES.test(key) && (typeof each === 'string' || typeof each === 'number') ? dateOf(each) : each,
  );
}

/** Returns the moment of a time in ISO 8601, or in seconds as AWS sends them. */
function dateOf(time: string | number): Date {
  return new Date(typeof time === 'number' ? time * 1_000 : time);
}

/** Returns a page of `size` items; the index of the next item is the token. */
export function pageOf<Item>(items: readonly Item[], after: string | undefined, size = 2): Page<Item> {
  const start = Number(after ?? 0);
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? String(end) : undefined };
}
