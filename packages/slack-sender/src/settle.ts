import type { Logger } from '@shipbell/core/runtime';
import { type AloneDependencies, deliverAlone, type Settled, type Wait } from './deliver-alone.ts';
import { deliverDigest } from './deliver-digest.ts';
import type { Entry, Post } from './posts.ts';
import { OutOfTimeError, type TimeLeft } from './time-left.ts';

/** How many of a post's records are done, from the first on, and how the next one must wait where one is left. */
export interface Progress {
  readonly done: number;
  readonly wait?: Wait;
}

/** Delivers a post or sets its records aside. Never throws: what cannot be done now waits. */
export async function settle(post: Post, dependencies: AloneDependencies, time: TimeLeft): Promise<Progress> {
  const { entries, digest } = post;
  const { log } = dependencies;
  if (digest === undefined) return settleEach(entries, (entry) => deliverAlone(entry, dependencies, time), log);
  const settled = await patiently(entries, log, () => deliverDigest(entries, digest, dependencies, time));
  if (typeof settled === 'function') return settleEach(entries, settled, log);
  return settled === 'done' ? { done: entries.length } : { done: 0, wait: settled };
}

async function settleEach(
  entries: readonly Entry[],
  settleOne: (entry: Entry) => Promise<Settled>,
  log: Logger,
): Promise<Progress> {
  for (const [index, entry] of entries.entries()) {
    const settled = await patiently([entry], log, () => settleOne(entry));
    if (settled !== 'done') return { done: index, wait: settled };
  }
  return { done: entries.length };
}

/** What the work gives; what it throws is worth another try. */
async function patiently<Result>(
  entries: readonly Entry[],
  log: Logger,
  work: () => Promise<Result>,
): Promise<Result | Wait> {
  try {
    return await work();
  } catch (error) {
    const messageIds = idsOf(entries);
    if (error instanceof OutOfTimeError) {
      log.warn('Left to another invocation', { messageIds, reason: error.message });
      return 'out of time';
    }
    log.error('Not delivered', { messageIds, error });
    return { atLeastSeconds: 0 };
  }
}

function idsOf(entries: readonly Entry[]): string[] {
  return entries.map(({ record }) => record.messageId);
}
