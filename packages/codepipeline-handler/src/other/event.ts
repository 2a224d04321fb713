import { cut, jsonObject } from '@shipbell/core';
import type { EventEnvelope } from '../envelope/unwrap.ts';

/** An event of any other kind: another service's event, an alarm, plain text. */
export interface OtherEvent {
  readonly kind: 'other';
  readonly id: string;
  readonly title: string;
  readonly summary: string | undefined;
  readonly text: string | undefined;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/**
 * Matches names of values that must not be shown: an approval's token lets its holder approve, and whoever opens an SNS
 * message's UnsubscribeURL, be it Slack for a preview, ends the subscription.
 */
const SECRET = /token|secret|password|credential|signature|subscribe|key$/i;
/** The members of a detail that say what a pipeline's event happened to and how that stands. */
const SUMMARY = ['pipeline', 'stage', 'action', 'state'];
/** The members that every event carries and nobody reads. */
const NOISE = new Set(['version', 'id', 'account', 'accountId', 'notificationRuleArn', 'detail-type', 'detailType']);

/** Returns the title, the summary and the facts of a payload that no parser takes. */
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
