import { createSharing, type HistoryEvent, toHistoryEvent } from '../history/history-event.ts';
import { type HistoryPages, historyPages, PAGE, type Send } from './history-pages.ts';
import { PAUSES, patiently } from './patiently.ts';

/** Milliseconds for all pages: below the function's timeout of 60 s, so that a slow history cannot lose the message. */
const BUDGET = 40_000;

/** Takes the events as they come, oldest first. */
export interface HistoryReader {
  add(event: HistoryEvent): void;
  /** The events between those before and those after could not be read. */
  skip(): void;
}

/** How far a history was read. */
export interface Reading {
  /** How many events were. */
  readonly events: number;
  /** Between which ids events are missing, and why; without `before`, all that came after. */
  readonly missing:
    | { readonly after: number; readonly before: number | undefined; readonly error: unknown }
    | undefined;
}

/** Reads a history into the reader; never throws. */
export type ReadHistory = (executionArn: string, reader: HistoryReader) => Promise<Reading>;

/**
 * One page tells most histories. A longer one is read from both its ends at once, until they meet: that halves the
 * waiting, for a token leads from each page to the next, and has the failure early when the time runs out in between.
 *
 * @param budget milliseconds
 * @param pauses milliseconds, between tries while AWS throttles
 */
export function createReadHistory(sfn: Send, budget = BUDGET, pauses = PAUSES): ReadHistory {
  return async (executionArn, reader) => {
    const signal = AbortSignal.timeout(budget);
    const head = newHead(historyPages(sfn, executionArn, false, signal), reader);
    const tail = newTail(historyPages(sfn, executionArn, true, signal));
    const error = await readUntilTheyMeet(head, tail, (read) => patiently(read, signal, pauses)).catch(
      (reason: unknown) => reason ?? new Error('unknown'),
    );
    const isGap = error !== undefined && !haveMet(head, tail);
    const missing = isGap ? { after: head.last, before: tail.first, error } : undefined;
    if (isGap && tail.first !== undefined) reader.skip();
    tail.drain(head.take);
    return { events: head.events, missing };
  };
}

async function readUntilTheyMeet(
  head: Head,
  tail: Tail,
  run: (read: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await run(head.read);
  while (!haveMet(head, tail)) {
    const isNear = tail.first !== undefined && tail.first - head.last <= PAGE + 1;
    const reads = isNear ? [head.read] : [head.read, tail.read];
    const results = await Promise.allSettled(reads.map(run));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }
}

function haveMet(head: Head, tail: Tail): boolean {
  return head.isWhole() || tail.isWhole() || (tail.first !== undefined && tail.first <= head.last + 1);
}

/** The events from the first on, which the reader is given at once. */
function newHead(pages: HistoryPages, reader: HistoryReader) {
  const head = {
    last: 0,
    events: 0,
    isWhole: pages.isLast,
    take(event: HistoryEvent) {
      // What was read before its token expired comes again.
      if (event.id <= head.last) return;
      reader.add(event);
      head.events += 1;
      if (event.id > head.last) head.last = event.id;
    },
    async read() {
      for (const event of await pages.next()) head.take(toHistoryEvent(event));
    },
  };
  return head;
}

/** The events from the last one back, which wait in little memory until those before them have been read. */
function newTail(pages: HistoryPages) {
  const events: HistoryEvent[] = [];
  const share = createSharing();
  const tail = {
    first: undefined as number | undefined,
    isWhole: pages.isLast,
    async read() {
      for (const event of await pages.next()) {
        const { id } = event;
        if (id === undefined || (tail.first !== undefined && id >= tail.first)) continue;
        events.push(share(toHistoryEvent(event)));
        tail.first = id;
      }
    },
    drain(take: (event: HistoryEvent) => void) {
      for (let event = events.pop(); event !== undefined; event = events.pop()) take(event);
    },
  };
  return tail;
}

type Head = ReturnType<typeof newHead>;
type Tail = ReturnType<typeof newTail>;
