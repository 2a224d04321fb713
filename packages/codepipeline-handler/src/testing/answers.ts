import type { Page } from '../aws/page.ts';

/** In place of an answer: the name of the error that AWS gives. */
export interface Refused {
  readonly error: string;
}

export const failure = (name: string): Error => Object.assign(new Error('from AWS'), { name });

export const answer = <Answer extends object>(value: Answer | Refused): Answer => {
  if ('error' in value && typeof value.error === 'string') throw failure(value.error);
  return value as Answer;
};

const TIMES = /Time$|At$|^lastStatusChange$|^created$|^updated$/;

/** A fixture's times as the SDK gives them. */
export const withDates = <Answer>(value: Answer): Answer =>
  JSON.parse(JSON.stringify(value), (key, each) =>
    TIMES.test(key) && (typeof each === 'string' || typeof each === 'number') ? dateOf(each) : each,
  );

/** ISO 8601, or seconds as AWS sends them. */
const dateOf = (time: string | number): Date => new Date(typeof time === 'number' ? time * 1_000 : time);

/** So many items at a time; the place of the next one is the token. */
export const pageOf = <Item>(items: readonly Item[], after: string | undefined, size = 2): Page<Item> => {
  const start = Number(after ?? 0);
  const end = start + size;
  return { items: items.slice(start, end), next: end < items.length ? String(end) : undefined };
};
