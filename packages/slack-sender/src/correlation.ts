import { ATTRIBUTES, CORRELATION_ID_PATTERN } from '@shipbell/core';
import type { SQSRecord } from 'aws-lambda';

/**
 * Returns the id that every log line has on a message's way. Whoever else puts a message on the queue need not give one: then
 * it is the message's deduplication id, which they know.
 */
export function correlationIdOf({ messageId, attributes, messageAttributes }: SQSRecord): string {
  const given = messageAttributes[ATTRIBUTES.correlationId]?.stringValue ?? '';
  return CORRELATION_ID_PATTERN.test(given) ? given : (attributes.MessageDeduplicationId ?? messageId);
}

/** Returns the ids by which a log line names a message. */
export function idsOf(record: SQSRecord) {
  return { messageId: record.messageId, correlationId: correlationIdOf(record) };
}

/** Returns the ids by which a log line names several messages. */
export function idsOfAll(records: readonly SQSRecord[]) {
  return { messageIds: records.map(({ messageId }) => messageId), correlationIds: records.map(correlationIdOf) };
}

/**
 * Returns the seconds since the event of a message happened, or since the message came onto the queue where it does not say
 * when that was; nothing where neither is known.
 */
export function secondsSinceEvent({ attributes, messageAttributes }: SQSRecord, nowMs: number): readonly number[] {
  const happened = Date.parse(messageAttributes[ATTRIBUTES.eventTime]?.stringValue ?? '');
  const since = Number.isNaN(happened) ? Number(attributes.SentTimestamp) : happened;
  return Number.isNaN(since) ? [] : [Math.max(0, (nowMs - since) / 1_000)];
}
