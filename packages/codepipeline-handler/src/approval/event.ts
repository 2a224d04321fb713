import { type ApprovalReport, jsonObject } from '@shipbell/core';
import type { AwsLocation } from '../aws/reads.ts';
import { statusWord, toStatus } from '../envelope/fields.ts';

/** A manual approval is asked for or was answered, as the approval action itself or an action's event reports it. */
export interface ApprovalEvent extends AwsLocation {
  readonly kind: 'approval';
  /** Whether the approval action itself published to our topic: whoever named the topic there wants the message. */
  readonly isAddressed: boolean;
  readonly pipeline: string;
  readonly stage: string;
  readonly action: string;
  /** Undefined in the approval action's own notification, which lacks it. */
  readonly executionId: string | undefined;
  /** Lets its holder answer the approval, so it is for identities and comparisons alone: never shown, never logged. */
  readonly token: string | undefined;
  readonly status: ApprovalReport['status'];
  /** The state as AWS spelled it. */
  readonly statusText: string;
  readonly request: ApprovalReport['request'];
  readonly expiresAt: Date | undefined;
  readonly reviewUrl: string | undefined;
  readonly externalUrl: string | undefined;
  readonly summary: string | undefined;
}

/**
 * The statuses by AWS's words. An approval is canceled because the pipeline has changed: nobody waits for its answer
 * any more, as for that of an abandoned one.
 */
const STATUSES: Readonly<Record<string, ApprovalReport['status']>> = {
  started: 'waiting',
  succeeded: 'succeeded',
  failed: 'failed',
  abandoned: 'abandoned',
  canceled: 'abandoned',
  cancelled: 'abandoned',
};

/** Returns the status that AWS's word for an approval means; `unknown` for any other word. */
export function toApprovalStatus(word: string): ApprovalReport['status'] {
  return toStatus(word, STATUSES);
}

/**
 * Returns what happened to which approval. The action's own notification names no execution; it has the token, which
 * the action's event has as the id of the action execution.
 */
export function approvalIdentity(event: ApprovalEvent) {
  return [
    'approval',
    event.account ?? '',
    event.region ?? '',
    event.pipeline,
    event.stage,
    event.action,
    event.token ?? event.executionId ?? '',
    statusWord(event),
  ];
}

/**
 * Returns what the pipeline's author wrote for the approver: the pairs of a JSON text, a text under the name '', or
 * nothing. A template's `\n` was meant as the end of a line.
 */
export function parseRequest(customData: unknown): ApprovalReport['request'] {
  const pairs = Object.entries(jsonObject(customData));
  if (pairs.length > 0) {
    return pairs.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
  }
  return typeof customData === 'string' && customData.trim() !== '' ? [['', customData.replaceAll('\\n', '\n')]] : [];
}
