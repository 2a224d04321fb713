import { cut, jsonObject } from '@shipbell/core';
import type { EventEnvelope } from '../envelope/unwrap.ts';

/** Anything else that arrives: another service's event, an alarm, plain text. */
export interface OtherEvent {
  readonly kind: 'other';
  readonly id: string;
  readonly title: string;
  readonly summary: string | undefined;
  readonly text: string | undefined;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/**
 * Values under such names are keys to something: an approval's token lets its holder approve, and whoever opens an SNS
 * message's UnsubscribeURL, be it Slack for a preview, ends the subscription.
 */
const SECRET = /token|secret|password|credential|signature|subscribe|key$/i;
/** What a pipeline's event happened to and how it stands. */
const SUMMARY = ['pipeline', 'stage', 'action', 'state'];
/** What every event carries and nobody reads. */
const NOISE = new Set(['version', 'id', 'account', 'accountId', 'notificationRuleArn', 'detail-type', 'detailType']);

/** Returns what is known of a payload that has no report of its own. */
export function parseOtherEvent({ payload, id, subject }: EventEnvelope): OtherEvent {
  const event = typeof payload === 'string' ? {} : jsonObject(payload);
  const detailType = event['detail-type'] ?? event.detailType;
  const detail = jsonObject(event.detail);
  return {
    kind: 'other',
    id,
    title: typeof detailType === 'string' && detailType !== '' ? detailType : (subject ?? 'Notification'),
    summary: SUMMARY.flatMap((name) => (typeof detail[name] === 'string' ? detail[name] : [])).join(' ') || undefined,
    text: typeof payload === 'string' ? payload : undefined,
    facts: scalars({ ...detail, ...jsonObject(event.approval), ...event }),
  };
}

function scalars(object: Record<string, unknown>): [string, string][] {
  return Object.entries(object)
    .filter(([name]) => !NOISE.has(name) && !SECRET.test(name))
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value) && value !== '')
    .map(([name, value]) => [cut(name, 60), String(value)]);
}
