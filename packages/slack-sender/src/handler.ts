import type { Context, SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { idsOf } from './correlation.ts';
import { moveToDeadLetterQueue, type Undeliverable, undeliverable } from './dead-letter-queue.ts';
import { type DeliverDependencies, deliver, type Wait } from './deliver.ts';
import { foldBacklog } from './digest/fold-backlog.ts';
import { isLastReceive } from './last-receive.ts';
import { type Entry, parseMessage } from './parse-message.ts';
import { backOffSeconds, type ReturnDependencies, returnToQueue } from './return-to-queue.ts';
import { createTimeLeft, type TimeLeft } from './time-left.ts';

/** Everything that the handler needs, which `container.ts` makes. */
export interface Dependencies extends DeliverDependencies, ReturnDependencies {
  readonly environment: string;
  /** Whether messages of a backlog are folded into digests. */
  readonly digestBacklog: boolean;
  /** Returns a number from 0 up to 1, for the jitter. */
  readonly random: () => number;
}

/**
 * Returns the handler that AWS calls with a batch of the queue. Records of one message group are delivered one post
 * after the other, and groups side by side. A record that must wait is returned to the queue with all that follow it in
 * its group, so that the order is kept.
 */
export function createHandler(dependencies: Dependencies) {
  return async (event: SQSEvent, context?: Pick<Context, 'getRemainingTimeInMillis'>): Promise<SQSBatchResponse> => {
    const time = createTimeLeft(context);
    const groups = Map.groupBy(
      event.Records.map(complete),
      (record) => record.attributes.MessageGroupId ?? record.messageId,
    );
    const failures = await Promise.all([...groups.values()].map((group) => deliverGroup(group, dependencies, time)));
    return { batchItemFailures: failures.flat() };
  };
}

/**
 * Returns the record with what SQS always gives, which somebody who invokes the function by other means may leave out.
 */
function complete(record: SQSRecord): SQSRecord {
  return {
    ...record,
    attributes: record.attributes ?? {},
    messageAttributes: record.messageAttributes ?? {},
  };
}

async function deliverGroup(
  records: readonly SQSRecord[],
  dependencies: Dependencies,
  time: TimeLeft,
): Promise<SQSBatchItemFailure[]> {
  const { environment, digestBacklog, random } = dependencies;
  const entries = records.map((record) => ({ record, parsed: parseMessage(record, environment) }));
  let finished = 0;
  for (const post of foldBacklog(entries, digestBacklog)) {
    const progress = await deliver(post, dependencies, time);
    finished += progress.finished;
    const { wait } = progress;
    if (wait === undefined) continue;
    finished += await deadLetterLast(entries.slice(finished), wait, dependencies, time);
    const next = records[finished];
    if (next === undefined) return [];
    const { atLeastSeconds, isOutOfTime, unavailable } = wait;
    const backOff = { atLeastSeconds, isUnavailable: unavailable !== undefined };
    // Behind a record that is finished the rest may come at once: no more than nine receives are used up on the way.
    const delaySeconds = isOutOfTime && finished > 0 ? 0 : backOffSeconds(next, backOff, random);
    return returnToQueue(records.slice(finished), delaySeconds, dependencies);
  }
  return [];
}

/**
 * Dead-letters the records that must wait and may not come again, from the first on, with what went wrong, for SQS would
 * move them without a reason. Returns how many they are.
 */
async function deadLetterLast(
  entries: readonly Entry[],
  wait: Wait,
  dependencies: Dependencies,
  time: TimeLeft,
): Promise<number> {
  let moved = 0;
  for (const { record, parsed } of entries) {
    if (!isLastReceive(record)) break;
    const why = whyLast(parsed, wait);
    try {
      await moveToDeadLetterQueue(record, why, dependencies, time);
    } catch (error) {
      dependencies.log.error('Left to SQS, which moves it at the next receive', { ...idsOf(record), error });
      break;
    }
    await dependencies.reportDestination(record, why, time);
    moved += 1;
  }
  return moved;
}

/** Returns why a record that waits, or stands behind one that does, is not delivered: its own reason where it has one. */
function whyLast(parsed: Entry['parsed'], { reason, unavailable }: Wait): Undeliverable {
  if (parsed.kind === 'undeliverable') return parsed;
  return unavailable?.destination === parsed.destination
    ? undeliverable(unavailable.reason, unavailable.detail)
    : undeliverable('receives_used_up', reason);
}
