import { randomBytes } from 'node:crypto';

/** A channel and the webhook that is bound to it; `path` is the webhook's, with its secret token. */
export interface Channel {
  readonly destination: string;
  readonly name: string;
  readonly path: string;
}

/** One channel for each destination, in the order given, each with a webhook path of the form of Slack's. */
export function createChannels(names: Record<string, string>): Channel[] {
  const team = id('T', 10);
  return Object.entries(names).map(([destination, name]) => ({
    destination,
    name,
    path: `/services/${team}/${id('B', 10)}/${id('', 24)}`,
  }));
}

/** Throws when nothing was set up for the destination. */
export function findChannel(channels: readonly Channel[], destination: string): Channel {
  const found = channels.find((channel) => channel.destination === destination);
  if (found) return found;
  const known = channels.map((channel) => channel.destination).join(', ');
  throw new Error(`No channel for the destination "${destination}": the stand-in was started with ${known}`);
}

function id(prefix: string, length: number): string {
  return prefix + randomBytes(length).toString('hex').toUpperCase().slice(prefix.length, length);
}
