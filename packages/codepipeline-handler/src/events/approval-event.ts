import type { ApprovalReport } from '@shipbell/core';
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
