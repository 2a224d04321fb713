import type { Page } from './page.ts';

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
