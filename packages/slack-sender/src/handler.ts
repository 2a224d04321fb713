import type { Context, SQSBatchItemFailure, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { backOffSeconds } from './back-off.ts';
import type { DelayGroup } from './delay-group.ts';
import type { AloneDependencies, Wait } from './deliver-alone.ts';
import { parseMessage } from './parse-message.ts';
import { toPosts } from './posts.ts';
import { settle } from './settle.ts';
import { createTimeLeft, type TimeLeft } from './time-left.ts';

export interface Dependencies extends AloneDependencies {
  readonly environment: string;
  /** Whether messages of a backlog are folded into digests. */
  readonly digestBacklog: boolean;
  readonly delayGroup: DelayGroup;
  /** From 0 up to 1: for the jitter. */
  readonly random: () => number;
}

/**
 * Called by AWS with a batch of the queue. Records of one message group are delivered one post after the other, groups side
 * by side. A record that must wait goes back to the queue with all that follow it in its group, so order is kept.
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

/** Whoever invokes the function by other means than the queue may leave out what SQS always gives. */
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
  let done = 0;
  for (const post of toPosts(entries, digestBacklog)) {
    const progress = await settle(post, dependencies, time);
    done += progress.done;
    const next = records[done];
    if (progress.wait === undefined || next === undefined) continue;
    // Behind a record that is done the rest may come at once: no more than nine receives are used up on the way.
    const delaySeconds =
      progress.wait === 'out of time' && done > 0 ? 0 : backOffSeconds(next, atLeast(progress.wait), random);
    return giveBack(records.slice(done), delaySeconds, dependencies);
  }
  return [];
}

function atLeast(wait: Wait): number {
  return wait === 'out of time' ? 0 : wait.atLeastSeconds;
}

/** Hands records back to their queue, all hidden for as long as the first of them must wait. */
async function giveBack(
  records: readonly SQSRecord[],
  delaySeconds: number,
  { delayGroup, log }: Dependencies,
): Promise<SQSBatchItemFailure[]> {
  log.warn('Given back', { messageIds: records.map(({ messageId }) => messageId), delaySeconds });
  try {
    await delayGroup(records, delaySeconds);
  } catch (error) {
    log.error('The visibility timeout could not be set: the records come back after the queue’s own', { error });
  }
  return records.map(({ messageId }) => ({ itemIdentifier: messageId }));
}
