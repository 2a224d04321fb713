import { findSlackProblems } from '@shipbell/core/testing';
import type { Channel } from './channels.ts';
import type { DeliveredMessage, Problem, Refusal, ShownMessage } from './protocol.ts';

/** So many reasons of a refusal are shown: a long list of blocks may have one each. */
const MAX_PROBLEMS = 50;

/** Creates a log of the accepted messages, in the order of arrival, of the refused posts, and of what the page shows. */
export function createMessageLog() {
  const messages: DeliveredMessage[] = [];
  const refusals: Refusal[] = [];
  const shown: ShownMessage[] = [];
  const deliveries = listeners<DeliveredMessage>();
  const showings = listeners<ShownMessage>();

  /** Shows a message in its channel, and delivers it when nothing is wrong with it. Returns what is wrong. */
  const add = ({ destination, name }: Channel, body: string, title?: string): readonly Problem[] => {
    const problems = findSlackProblems(body);
    const payload = parse(body);
    if (payload === undefined) return problems;
    const id = shown.length + 1;
    const message = { id, destination, channel: name, arrivedAt: new Date().toISOString(), payload };
    const onPage = { ...message, ...(title !== undefined && { title }), problems: problems.slice(0, MAX_PROBLEMS) };
    shown.push(onPage);
    showings.call(onPage);
    if (problems.length > 0) return problems;
    messages.push(message);
    deliveries.call(message);
    return problems;
  };

  return { messages, refusals, shown, add, onMessage: deliveries.listen, onShown: showings.listen };
}

export type MessageLog = ReturnType<typeof createMessageLog>;

/** Returns the body's object; undefined for a body that holds none, of which nothing can be shown. */
function parse(body: string): DeliveredMessage['payload'] | undefined {
  try {
    const payload = JSON.parse(body);
    return typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : undefined;
  } catch {
    return undefined;
  }
}

/** Returns a set of listeners: `listen` calls one with each new item, until the returned function is called. */
function listeners<Item>() {
  const all = new Set<(item: Item) => void>();
  return {
    call: (item: Item) => {
      for (const listener of all) listener(item);
    },
    listen: (listener: (item: Item) => void) => {
      all.add(listener);
      return () => {
        all.delete(listener);
      };
    },
  };
}
