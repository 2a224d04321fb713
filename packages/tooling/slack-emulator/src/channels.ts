import { randomBytes } from 'node:crypto';

/** A channel and its webhook. */
export interface Channel {
  readonly destination: string;
  readonly name: string;
  /** The path of the webhook, with its secret token. */
  readonly path: string;
}

/** Returns a channel for each destination, in the given order. The paths of their webhooks have Slack's form. */
export function createChannels(names: Record<string, string>): Channel[] {
  const team = id('T', 10);
  return Object.entries(names).map(([destination, name]) => ({
    destination,
    name,
    path: `/services/${team}/${id('B', 10)}/${id('', 24)}`,
  }));
}

/** Returns the channel of a destination. Throws when the destination has none. */
export function findChannel(channels: readonly Channel[], destination: string): Channel {
  const found = channels.find((channel) => channel.destination === destination);
  if (found) return found;
  const known = channels.map((channel) => channel.destination).join(', ');
  throw new Error(`No channel for the destination "${destination}": the Slack emulator was started with ${known}`);
}

function id(prefix: string, length: number): string {
  return prefix + randomBytes(length).toString('hex').toUpperCase().slice(prefix.length, length);
}
