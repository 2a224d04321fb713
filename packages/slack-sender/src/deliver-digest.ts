import { deliver } from './deliver.ts';
import { type AloneDependencies, createKeep, deliverAlone, type Settled } from './deliver-alone.ts';
import type { Entry, Post } from './posts.ts';
import type { TimeLeft } from './time-left.ts';

/**
 * Delivers messages as one. Where that cannot be, what each of them is to be done with: sent alone where Slack refuses the
 * digest, which finds the one that it does not take, or put on the dead-letter queue.
 */
export async function deliverDigest(
  entries: readonly Entry[],
  digest: NonNullable<Post['digest']>,
  dependencies: AloneDependencies,
  time: TimeLeft,
): Promise<Settled | ((entry: Entry) => Promise<Settled>)> {
  const { log } = dependencies;
  const messageIds = entries.map(({ record }) => record.messageId);
  const refused = async ({ reason }: { reason: string }) => ({ kind: 'refused', reason }) as const;
  const outcome = await deliver(digest, refused, dependencies, time);
  switch (outcome.kind) {
    case 'delivered':
      log.info('Delivered as a digest', { messageIds, destination: outcome.destination });
      return 'done';
    case 'retry':
      log.warn('Not delivered yet', { messageIds, reason: outcome.reason });
      return { atLeastSeconds: outcome.afterSeconds ?? 0 };
    case 'refused':
      log.warn('Slack refused the digest: sending each message alone', { messageIds, reason: outcome.reason });
      return (entry) => deliverAlone(entry, dependencies, time);
    case 'dead_letter':
      return async ({ record }) => {
        await createKeep(record, dependencies, time)(outcome.reason, outcome.detail);
        return 'done';
      };
  }
}
