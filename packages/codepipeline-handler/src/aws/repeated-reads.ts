import type { Investigation } from '../context.ts';
import type { Reading } from './read-failure.ts';

/** Reads once, however often it is asked. */
export function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let reading: Promise<Value> | undefined;
  return () => {
    reading ??= read();
    return reading;
  };
}

/** Reads once for each key. */
export function oncePer<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const readings = new Map<string, Promise<Value>>();
  return (key) => {
    const reading = readings.get(key) ?? read(key);
    readings.set(key, reading);
    return reading;
  };
}

/** Pages of a list, from the first to at most `max`: each is read when somebody first gets there, and never again. */
export function lazyPages<Item>(
  read: (after: string | undefined) => Promise<Page<Item>>,
  max: number,
): () => AsyncIterable<Page<Item>> {
  const pages: Promise<Page<Item>>[] = [];
  return async function* () {
    let after: string | undefined;
    for (let index = 0; index < max; index++) {
      pages[index] ??= read(after);
      const page = (await pages[index]) as Page<Item>;
      yield page;
      after = page.next;
      if (after === undefined) return;
    }
  };
}

/** Milliseconds before another look at what is behind the event that led there. */
const PAUSE_MS = 2_000;

/** Reads, and once more after a pause where the first answer is behind the event. An answer is better than none. */
export async function readAgainIfBehind<Answer extends Reading<unknown>>(
  read: () => Promise<Answer>,
  isBehind: (first: Answer) => boolean,
  { pause, signal }: Pick<Investigation, 'pause' | 'signal'>,
): Promise<Answer> {
  const first = await read();
  if (signal.aborted || first.failure !== undefined || !isBehind(first)) return first;
  await pause(PAUSE_MS);
  const second = await read();
  return second.failure === undefined ? second : first;
}

/** One page of a list that AWS gives in parts. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to ask the next page with; undefined for the last one. */
  readonly next: string | undefined;
}
