import { type ApprovalReport, jsonObject } from '@shipbell/core';
import type { Place } from '../aws/reads.ts';

/** A manual approval is asked for or was answered; told by the approval action itself or by an action's event. */
export interface ApprovalEvent extends Place {
  readonly kind: 'approval';
  /** The approval action itself published to our topic: whoever named the topic there asked to be told. */
  readonly isAddressed: boolean;
  readonly pipeline: string;
  readonly stage: string;
  readonly action: string;
  /** The approval action's own notification lacks it. */
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

/** What the pipeline's author wrote for whoever approves: the pairs of a JSON text, a text under the name '', or nothing. */
export function parseRequest(customData: unknown): ApprovalReport['request'] {
  const pairs = Object.entries(jsonObject(customData));
  if (pairs.length > 0) return pairs.map(([name, value]) => [name, textOf(value)]);
  return typeof customData === 'string' && customData.trim() !== '' ? [['', customData]] : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
