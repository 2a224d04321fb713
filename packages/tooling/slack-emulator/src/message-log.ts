import type { DeliveredMessage, Refusal, SlackPayload } from './protocol.ts';

type Listener = (message: DeliveredMessage) => void;

/** Creates a log of the accepted messages, in the order of arrival, and of the refused posts. */
export function createMessageLog() {
  const messages: DeliveredMessage[] = [];
  const refusals: Refusal[] = [];
  const listeners = new Set<Listener>();
  return {
    messages,
    refusals,
    add: (destination: string, channel: string, payload: SlackPayload) => {
      const id = messages.length + 1;
      const message = { id, destination, channel, arrivedAt: new Date().toISOString(), payload };
      messages.push(message);
      for (const listener of listeners) listener(message);
    },
    /** Calls the listener with each new message, until the returned function is called. */
    listen: (listener: Listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

export type MessageLog = ReturnType<typeof createMessageLog>;
