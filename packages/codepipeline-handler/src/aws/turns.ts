import { limited } from '@shipbell/core/runtime';

/** How many reads go side by side in a container: its account's other programs share AWS's quotas with it. */
const MOST_READS = 4;

type Client = { readonly send: (...parameters: never[]) => unknown };

/**
 * Returns a function that gives a client whose calls wait for one of four turns, which all such clients share. A call that
 * has waited while AWS throttled its action begins no more: the client's throttle memory refuses it.
 */
export function createTurns() {
  const inTurn = limited(MOST_READS, async (call: () => unknown) => call());
  return <Limited extends Client>(client: Limited): Pick<Limited, 'send'> => {
    const send = client.send.bind(client) as (...parameters: unknown[]) => unknown;
    return { send: (...parameters: unknown[]) => inTurn(() => send(...parameters)) } as never;
  };
}
