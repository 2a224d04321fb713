import type { Logger } from '@shipbell/core/runtime';
import type { SQSRecord } from 'aws-lambda';
import type { DeadLetter } from './dead-letter.ts';
import { degrade } from './degrade.ts';
import { deliver } from './deliver.ts';
import type { Entry } from './posts.ts';
import type { SendDependencies } from './send.ts';
import { LONGEST_MS, type TimeLeft } from './time-left.ts';

export interface AloneDependencies extends SendDependencies {
  readonly log: Logger;
  readonly deadLetter: DeadLetter;
}

/** A record is done when it is delivered or on the dead-letter queue; else it must wait. */
export type Settled = 'done' | Wait;
export type Wait = 'out of time' | { readonly atLeastSeconds: number };

/** Delivers a message as it is, or its plain text, or puts it on the dead-letter queue. */
export async function deliverAlone(
  { record, parsed }: Entry,
  dependencies: AloneDependencies,
  time: TimeLeft,
): Promise<Settled> {
  const { log } = dependencies;
  const { messageId } = record;
  const keep = createKeep(record, dependencies, time);
  const outcome =
    parsed.kind === 'malformed'
      ? parsed
      : await deliver(
          parsed,
          (refusal, send) => degrade(parsed, refusal, { keep, send, log }, time),
          dependencies,
          time,
        );
  if (outcome.kind === 'retry') {
    log.warn('Not delivered yet', { messageId, reason: outcome.reason });
    return { atLeastSeconds: outcome.afterSeconds ?? 0 };
  }
  if (outcome.kind === 'delivered') log.info('Delivered', { messageId, destination: outcome.destination });
  else await keep(outcome.reason, outcome.detail);
  return 'done';
}

/** Puts a record on the dead-letter queue; throws when that refuses it, or when there is no time for it. */
export function createKeep(record: SQSRecord, { log, deadLetter }: AloneDependencies, time: TimeLeft) {
  return async (reason: string, detail: string): Promise<void> => {
    time.need(LONGEST_MS.deadLetter);
    log.error('To the dead-letter queue', { messageId: record.messageId, reason, detail });
    await deadLetter(record, reason, detail);
  };
}
