import { type ReadFailure, type ReadSubject, read } from '@shipbell/core/runtime';
import { createSharing, type HistoryEvent, toHistoryEvent } from '../history/history-event.ts';
import { type HistoryPages, historyPages, PAGE_SIZE } from './history-pages.ts';
import type { StepFunctionsClient } from './sfn-client.ts';

const HISTORY: ReadSubject = { action: 'states:GetExecutionHistory', resource: 'the history' };

/**
 * How long the pages may take together: less than the function's timeout of 60 s, so that a slow history cannot lose
 * the message.
 */
const HISTORY_TIMEOUT_MS = 40_000;

/** Takes the events of a history, oldest first. */
export interface HistoryReader {
  add(event: HistoryEvent): void;
  /** Is called between two events where events between them could not be read. */
  skip(): void;
}

/** How much of a history was read. */
export interface HistoryCoverage {
  /** How many events were read. */
  readonly events: number;
  /** The ids between which events are missing, and why; without `before`, all events after `after` are missing. */
  readonly missing:
    | { readonly after: number; readonly before: number | undefined; readonly failure: ReadFailure }
    | undefined;
}

/** Reads a history into the reader; never throws. */
export type ReadHistory = (executionArn: string, reader: HistoryReader) => Promise<HistoryCoverage>;

/**
 * Returns the read of a history. One page holds most histories. A longer one is read from both its ends at once, until
 * they meet. That halves the waiting, because each page's token comes with the page before, and the failure, which is
 * near the end, is there early when the time runs out in between.
 */
export function createReadHistory(sfn: StepFunctionsClient, timeoutMs = HISTORY_TIMEOUT_MS): ReadHistory {
  return async (executionArn, reader) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const head = newHead(historyPages(sfn, executionArn, { reverseOrder: false, signal }), reader);
    const tail = newTail(historyPages(sfn, executionArn, { reverseOrder: true, signal }));
    const { failure } = await read(HISTORY, () => readUntilTheyMeet(head, tail));
    const missing =
      failure === undefined || haveMet(head, tail) ? undefined : { after: head.last, before: tail.first, failure };
    if (missing?.before !== undefined) reader.skip();
    tail.drain(head.take);
    return { events: head.events, missing };
  };
}

async function readUntilTheyMeet(head: Head, tail: Tail): Promise<void> {
  await head.read();
  while (!haveMet(head, tail)) {
    const isNear = tail.first !== undefined && tail.first - head.last <= PAGE_SIZE + 1;
    const results = await Promise.allSettled(isNear ? [head.read()] : [head.read(), tail.read()]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }
}

function haveMet(head: Head, tail: Tail): boolean {
  return head.isWhole() || tail.isWhole() || (tail.first !== undefined && tail.first <= head.last + 1);
}

/** Returns what is read from the first event on; the reader is given its events at once. */
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

/**
 * Returns what is read from the last event back; its events wait, in little memory, until those before them have been
 * read.
 */
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
