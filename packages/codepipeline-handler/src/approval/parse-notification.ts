import * as v from 'valibot';
import { locationIn, maybeRegion, maybeText, text } from '../envelope/fields.ts';
import { parseTimestamp } from '../envelope/timestamp.ts';
import type { EventEnvelope } from '../envelope/unwrap.ts';
import { type ApprovalEvent, parseRequest } from './event.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-json-format.html */
const approvalNotification = v.object({
  region: maybeRegion,
  approval: v.object({
    pipelineName: text,
    stageName: text,
    actionName: text,
    token: maybeText,
    expires: v.optional(v.unknown()),
    externalEntityLink: maybeText,
    approvalReviewLink: maybeText,
    customData: v.optional(v.unknown()),
  }),
});

/**
 * Returns the approval that an approval action publishes to the topic which it names; undefined where the payload is
 * none.
 */
export function parseApprovalNotification({ payload, topicArn }: EventEnvelope): ApprovalEvent | undefined {
  const { success, output } = v.safeParse(approvalNotification, payload);
  if (!success) return undefined;
  const { approval } = output;
  return {
    kind: 'approval',
    isAddressed: true,
    ...locationIn(output, topicArn),
    pipeline: approval.pipelineName,
    stage: approval.stageName,
    action: approval.actionName,
    executionId: undefined,
    token: approval.token,
    status: 'waiting',
    statusText: 'APPROVAL NEEDED',
    request: parseRequest(approval.customData),
    expiresAt: parseTimestamp(approval.expires),
    reviewUrl: approval.approvalReviewLink,
    externalUrl: approval.externalEntityLink,
    summary: undefined,
  };
}
