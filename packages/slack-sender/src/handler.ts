import type { Context, SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { backOffSeconds } from './back-off.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { DelayGroup } from './delay-group.ts';
import { type DeliverDependencies, deliver } from './deliver.ts';
import { parseMessage } from './parse-message.ts';

export interface Dependencies extends DeliverDependencies {
  readonly environment: string;
  readonly deadLetter: DeadLetter;
  readonly delayGroup: DelayGroup;
}

type Remaining = Pick<Context, 'getRemainingTimeInMillis'>;

/** What two posts of ten seconds and the pause between them take: with less left, what is behind the first record waits. */
const ENOUGH_MS = 25_000;

/**
 * Called by AWS with a batch of the queue. Records of one message group are delivered one after the other, groups side
 * by side. A record that must wait goes back to the queue with all that follow it in its group, so order is kept.
 */
export const createHandler =
  (dependencies: Dependencies) =>
  async (event: SQSEvent, context: Remaining): Promise<SQSBatchResponse> => {
    const groups = Map.groupBy(event.Records, (record) => record.attributes.MessageGroupId ?? record.messageId);
    const failures = await Promise.all([...groups.values()].map((group) => deliverGroup(group, dependencies, context)));
    return { batchItemFailures: failures.flat() };
  };

const deliverGroup = async (
  records: readonly SQSRecord[],
  dependencies: Dependencies,
  context: Remaining,
): Promise<SQSBatchItemFailure[]> => {
  for (const [index, record] of records.entries()) {
    const late = index > 0 && context.getRemainingTimeInMillis() < ENOUGH_MS;
    const delaySeconds = late ? 0 : await deliverRecord(record, dependencies);
    if (delaySeconds !== undefined) return giveBack(records.slice(index), delaySeconds, dependencies);
  }
  return [];
};

/** Delivers the record or puts it on the dead-letter queue; else says in how many seconds to try again. */
const deliverRecord = async (record: SQSRecord, dependencies: Dependencies): Promise<number | undefined> => {
  const { log, deadLetter, environment } = dependencies;
  const { messageId } = record;
  try {
    const parsed = parseMessage(record, environment);
    const outcome = parsed.kind === 'malformed' ? parsed : await deliver(parsed, dependencies);
    if (outcome.kind === 'retry') {
      const delaySeconds = outcome.afterSeconds ?? backOffSeconds(record);
      log.warn('Not delivered yet', { messageId, reason: outcome.reason, delaySeconds });
      return delaySeconds;
    }
    if (outcome.kind === 'delivered') log.info('Delivered', { messageId, destination: outcome.destination });
    else {
      log.error('To the dead-letter queue', { messageId, reason: outcome.reason, detail: outcome.detail });
      await deadLetter(record, outcome.reason, outcome.detail);
    }
    return undefined;
  } catch (error) {
    log.error('Not delivered', { messageId, error });
    return backOffSeconds(record);
  }
};

const giveBack = async (
  records: readonly SQSRecord[],
  delaySeconds: number,
  { delayGroup, log }: Dependencies,
): Promise<SQSBatchItemFailure[]> => {
  try {
    await delayGroup(records, delaySeconds);
  } catch (error) {
    log.error('The visibility timeout could not be set: the records come back after the queue’s own', { error });
  }
  return records.map(({ messageId }) => ({ itemIdentifier: messageId }));
};
