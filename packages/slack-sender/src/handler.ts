import type { Context, SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { backOffSeconds } from './back-off.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { DelayGroup } from './delay-group.ts';
import { type DeliverDependencies, deliver } from './deliver.ts';
import { parseMessage } from './parse-message.ts';
import { createTimeLeft, LONGEST_MS, OutOfTimeError, type TimeLeft } from './time-left.ts';

export interface Dependencies extends DeliverDependencies {
  readonly environment: string;
  readonly deadLetter: DeadLetter;
  readonly delayGroup: DelayGroup;
  /** From 0 up to 1: for the jitter. */
  readonly random: () => number;
}

/**
 * Called by AWS with a batch of the queue. Records of one message group are delivered one after the other, groups side
 * by side. A record that must wait goes back to the queue with all that follow it in its group, so order is kept.
 */
export const createHandler =
  (dependencies: Dependencies) =>
  async (event: SQSEvent, context?: Pick<Context, 'getRemainingTimeInMillis'>): Promise<SQSBatchResponse> => {
    const time = createTimeLeft(context);
    const groups = Map.groupBy(event.Records, (record) => record.attributes.MessageGroupId ?? record.messageId);
    const failures = await Promise.all([...groups.values()].map((group) => deliverGroup(group, dependencies, time)));
    return { batchItemFailures: failures.flat() };
  };

const deliverGroup = async (
  records: readonly SQSRecord[],
  dependencies: Dependencies,
  time: TimeLeft,
): Promise<SQSBatchItemFailure[]> => {
  for (const [index, record] of records.entries()) {
    const settled = await settle(record, dependencies, time);
    if (settled === true) continue;
    // Behind a record that is done the rest may come at once: no more than nine receives are used up on the way.
    const delaySeconds = settled === 'out of time' && index > 0 ? 0 : backOff(record, settled, dependencies);
    return giveBack(records.slice(index), delaySeconds, dependencies);
  }
  return [];
};

/** True for a record that is done: delivered or on the dead-letter queue; else how it must wait. */
type Settled = true | 'out of time' | { readonly atLeastSeconds: number };

const settle = async (record: SQSRecord, dependencies: Dependencies, time: TimeLeft): Promise<Settled> => {
  const { log } = dependencies;
  const { messageId } = record;
  try {
    return await deliverRecord(record, dependencies, time);
  } catch (error) {
    if (error instanceof OutOfTimeError) {
      log.warn('Left to another invocation', { messageId, reason: error.message });
      return 'out of time';
    }
    log.error('Not delivered', { messageId, error });
    return { atLeastSeconds: 0 };
  }
};

const deliverRecord = async (record: SQSRecord, dependencies: Dependencies, time: TimeLeft): Promise<Settled> => {
  const { log, deadLetter, environment } = dependencies;
  const { messageId } = record;
  const keep = async (reason: string, detail: string): Promise<void> => {
    time.need(LONGEST_MS.deadLetter);
    log.error('To the dead-letter queue', { messageId, reason, detail });
    await deadLetter(record, reason, detail);
  };
  const parsed = parseMessage(record, environment);
  const outcome = parsed.kind === 'malformed' ? parsed : await deliver(parsed, keep, dependencies, time);
  if (outcome.kind === 'retry') {
    log.warn('Not delivered yet', { messageId, reason: outcome.reason });
    return { atLeastSeconds: outcome.afterSeconds ?? 0 };
  }
  if (outcome.kind === 'delivered') log.info('Delivered', { messageId, destination: outcome.destination });
  else await keep(outcome.reason, outcome.detail);
  return true;
};

const backOff = (record: SQSRecord, settled: Exclude<Settled, true>, { random }: Dependencies): number =>
  backOffSeconds(record, settled === 'out of time' ? 0 : settled.atLeastSeconds, random);

const giveBack = async (
  records: readonly SQSRecord[],
  delaySeconds: number,
  { delayGroup, log }: Dependencies,
): Promise<SQSBatchItemFailure[]> => {
  log.warn('Given back', { messageIds: records.map(({ messageId }) => messageId), delaySeconds });
  try {
    await delayGroup(records, delaySeconds);
  } catch (error) {
    log.error('The visibility timeout could not be set: the records come back after the queue’s own', { error });
  }
  return records.map(({ messageId }) => ({ itemIdentifier: messageId }));
};
