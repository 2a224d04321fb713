import type { Reading } from '@shipbell/core/runtime';

/** One page of a list that AWS gives in parts. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** The token that the next page is asked for with; undefined for the last page. */
  readonly next: string | undefined;
}

/** Returns a function that makes the read once, however often it is called. */
export function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let answer: Promise<Value> | undefined;
  return () => {
    answer ??= read();
    return answer;
  };
}

/** Returns a function that makes the read once for each key. */
export function oncePer<Value>(read: (key: string) => Promise<Value>): (key: string) => Promise<Value> {
  const answers = new Map<string, Promise<Value>>();
  return (key) => {
    const answer = answers.get(key) ?? read(key);
    answers.set(key, answer);
    return answer;
  };
}

/**
 * Begins a read, or the first one of a walk, whose answer is kept for whoever needs it. What it throws is theirs too.
 */
export function begin(reading: Promise<unknown> | AsyncIterable<unknown>): void {
  const first = Symbol.asyncIterator in reading ? reading[Symbol.asyncIterator]().next() : reading;
  first.catch(() => undefined);
}

/**
 * Returns a function that walks the pages of a list, from the first to at most `max`. Each page is read once, when the
 * first walk reaches it. A page that cannot be read is the last one.
 */
export function lazyPages<Item>(
  read: (after: string | undefined) => Promise<Reading<Page<Item>>>,
  max: number,
): () => AsyncIterable<Reading<Page<Item>>> {
  const pages: Promise<Reading<Page<Item>>>[] = [];
  return async function* () {
    let after: string | undefined;
    for (let index = 0; index < max; index++) {
      pages[index] ??= read(after);
      const page = (await pages[index]) as Reading<Page<Item>>;
      yield page;
      after = page.value?.next;
      if (after === undefined) return;
    }
  };
}

/** Reads all pages and returns their items, or the failure of the first page that cannot be read. */
export async function itemsOf<Item>(pages: AsyncIterable<Reading<Page<Item>>>): Promise<Reading<readonly Item[]>> {
  const items: Item[] = [];
  for await (const page of pages) {
    if (page.failure !== undefined) return page;
    items.push(...page.value.items);
  }
  return { value: items, failure: undefined };
}

/** How long to wait before AWS is asked again, where its answer was behind the event. */
const PAUSE_MS = 2_000;

/**
 * Returns what the read answers, and reads once more after a pause where the first answer is behind the event. Where
 * the second read fails, the first answer counts.
 */
export async function readAgainIfBehind<Answer extends Reading<unknown>>(
  read: () => Promise<Answer>,
  isBehind: (first: Answer) => boolean,
  { pause, signal }: { readonly pause: (milliseconds: number) => Promise<void>; readonly signal: AbortSignal },
): Promise<Answer> {
  const first = await read();
  if (signal.aborted || first.failure !== undefined || !isBehind(first)) return first;
  await pause(PAUSE_MS);
  const second = await read();
  return second.failure === undefined ? second : first;
}
