import { type Logger, type Metrics, withFields } from '@shipbell/core/runtime';
import type { SQSRecord } from 'aws-lambda';
import { idsOf, idsOfAll, secondsSinceEvent } from './correlation.ts';
import {
  type DeadLetterDependencies,
  moveToDeadLetterQueue,
  type Undeliverable,
  undeliverable,
} from './dead-letter-queue.ts';
import { degrade } from './degrade.ts';
import type { DigestPost, Post } from './digest/fold-backlog.ts';
import type { Entry, Message } from './parse-message.ts';
import type { Patience, Unavailable } from './patience.ts';
import { type PostDependencies, type PostResult, postToDestination, type RefusedForm } from './post-to-destination.ts';
import type { ReportDestination } from './report-destination.ts';
import { OutOfTimeError, type TimeLeft } from './time-left.ts';

/** What delivering a post needs. */
export interface DeliverDependencies extends PostDependencies, DeadLetterDependencies {
  /** Returns the time of day in milliseconds. */
  readonly now: () => number;
  readonly patience: Patience;
  readonly reportDestination: ReportDestination;
}

/** How many of a post's records are finished, and what the next one waits for. */
export interface Progress {
  /** How many of its records are delivered or dead-lettered, from the first on. */
  readonly finished: number;
  /** How the next record must wait; absent where no record is left. */
  readonly wait?: Wait;
}

/** How a record must wait before it is tried again. */
export interface Wait {
  readonly atLeastSeconds: number;
  /** What went wrong, such as Slack's answer. */
  readonly reason: string;
  /** Whether the record waits only because this invocation has no time for it. */
  readonly isOutOfTime: boolean;
  /** Why nothing can be posted to its destination for now; undefined for any other cause. */
  readonly unavailable: Unavailable | undefined;
}

/**
 * Delivers a post, or moves its records to the dead-letter queue. Never throws: a record for which neither can be done
 * now must wait.
 */
export async function deliver(post: Post, dependencies: DeliverDependencies, time: TimeLeft): Promise<Progress> {
  return post.kind === 'digest'
    ? deliverDigest(post, dependencies, time)
    : deliverAlone(post.entry, dependencies, time);
}

/**
 * Delivers messages as one. Where Slack refuses the digest, each message is sent alone, which finds the one that Slack
 * does not take. Where nothing can be posted to the destination, each message is dead-lettered for that reason.
 */
async function deliverDigest(
  { entries, message }: DigestPost,
  dependencies: DeliverDependencies,
  time: TimeLeft,
): Promise<Progress> {
  const records = entries.map(({ record }) => record);
  const log = withFields(dependencies.log, idsOfAll(records));
  try {
    const posted = await postToDestination(message, dependencies, time);
    const result = whilePatient(posted, message.destination, records, dependencies);
    switch (result.kind) {
      case 'delivered':
        log.info('Delivered as a digest', { destination: result.destination });
        countDelivered(records, { Digests: 1 }, dependencies);
        return { finished: entries.length };
      case 'transient':
      case 'unavailable':
        return waitAfterAnswer(result, log);
      case 'refused_form':
        log.warn('Slack refused the digest: sending each message alone', { reason: result.answer.reason });
        return await deliverEach(entries, dependencies, time);
      case 'undeliverable':
        return await deliverEach(
          entries.map(({ record }) => ({ record, parsed: result })),
          dependencies,
          time,
        );
    }
  } catch (error) {
    return waitAfterError(error, log);
  }
}

/** Delivers messages one after the other, up to the first that must wait. */
async function deliverEach(
  entries: readonly Entry[],
  dependencies: DeliverDependencies,
  time: TimeLeft,
): Promise<Progress> {
  for (const [finished, entry] of entries.entries()) {
    const { wait } = await deliverAlone(entry, dependencies, time);
    if (wait) return { finished, wait };
  }
  return { finished: entries.length };
}

/** Delivers a message as it is, or its plain text, or moves it to the dead-letter queue. */
async function deliverAlone(
  { record, parsed }: Entry,
  dependencies: DeliverDependencies,
  time: TimeLeft,
): Promise<Progress> {
  const log = withFields(dependencies.log, idsOf(record));
  const own = { ...dependencies, log };
  try {
    const result = parsed.kind === 'undeliverable' ? parsed : await postOrDegrade(record, parsed, own, time);
    switch (result.kind) {
      case 'delivered':
        log.info('Delivered', { destination: result.destination });
        countDelivered([record], {}, dependencies);
        return { finished: 1 };
      case 'transient':
      case 'unavailable':
        return waitAfterAnswer(result, log);
      case 'undeliverable':
        await moveToDeadLetterQueue(record, result, own, time);
        await dependencies.reportDestination(record, result, time);
        return { finished: 1 };
    }
  } catch (error) {
    return waitAfterError(error, log);
  }
}

/** Posts a message as it is, or its plain text where Slack does not take its form. */
async function postOrDegrade(
  record: SQSRecord,
  message: Message,
  dependencies: DeliverDependencies,
  time: TimeLeft,
): Promise<PostResult> {
  const { destination } = message;
  const result = await postToDestination(message, dependencies, time);
  if (result.kind !== 'refused_form') return whilePatient(result, destination, [record], dependencies);
  const degraded = await degrade(record, message, result, dependencies, time);
  if (degraded.kind === 'delivered') dependencies.metrics({ Degraded: 1 });
  return whilePatient(degraded, destination, [record], dependencies);
}

/**
 * Returns the result of a post of records, or, once their destination has been unavailable for half an hour, that this is
 * final.
 */
function whilePatient<Result extends PostResult | RefusedForm>(
  result: Result,
  destination: string,
  [first]: readonly SQSRecord[],
  { patience }: Pick<DeliverDependencies, 'patience'>,
): Result | Undeliverable {
  if (result.kind !== 'unavailable') patience.end(destination);
  else if (first && patience.isOver(result, first)) return undeliverable(result.reason, result.detail);
  return result;
}

/** Counts messages that reached Slack, and how long each took from its event. */
function countDelivered(
  records: readonly SQSRecord[],
  more: Parameters<Metrics>[0],
  { metrics, now }: Pick<DeliverDependencies, 'metrics' | 'now'>,
): void {
  const nowMs = now();
  const seconds = records.flatMap((record) => secondsSinceEvent(record, nowMs));
  metrics({ Delivered: records.length, ...more, ...(seconds.length > 0 && { EventToSlackSeconds: seconds }) });
}

/** Logs why another try is needed, and returns the wait until then. */
function waitAfterAnswer(
  result: Extract<PostResult, { readonly kind: 'transient' | 'unavailable' }>,
  log: Logger,
): Progress {
  if (result.kind === 'unavailable') {
    const { reason, detail } = result;
    log.warn('Not delivered yet', { reason, detail });
    return { finished: 0, wait: { ...ANOTHER_TRY, reason: detail, unavailable: result } };
  }
  const { reason, atLeastSeconds } = result;
  log.warn('Not delivered yet', { reason });
  return { finished: 0, wait: { ...ANOTHER_TRY, reason, atLeastSeconds } };
}

const ANOTHER_TRY = { atLeastSeconds: 0, isOutOfTime: false, unavailable: undefined } as const;

/** Logs what was thrown, and returns the wait until the next try: every error is worth another try. */
function waitAfterError(error: unknown, log: Logger): Progress {
  if (error instanceof OutOfTimeError) {
    log.warn('Left to another invocation', { reason: error.message });
    return { finished: 0, wait: { ...ANOTHER_TRY, reason: error.message, isOutOfTime: true } };
  }
  log.error('Not delivered', { error });
  return { finished: 0, wait: { ...ANOTHER_TRY, reason: `${error}` } };
}
