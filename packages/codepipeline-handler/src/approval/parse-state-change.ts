import * as v from 'valibot';
import { maybeText } from '../envelope/fields.ts';
import type { EventEnvelope } from '../envelope/unwrap.ts';
import { parseActionDetail } from '../stage-and-action/parse-state-change.ts';
import { type ApprovalEvent, parseRequest, toApprovalStatus } from './event.ts';

const approvalAttributes = v.object({ externalEntityLink: maybeText, customData: v.optional(v.unknown()) });

/**
 * Returns the approval that CodePipeline's event of an action reports; undefined where the payload is none of an
 * approval action.
 */
export function parseApprovalStateChange({ payload }: EventEnvelope): ApprovalEvent | undefined {
  const { change, detail } = parseActionDetail(payload) ?? {};
  if (!change || detail?.type.category !== 'Approval') return undefined;
  const { externalEntityLink, customData } = v.parse(approvalAttributes, change.attributes);
  return {
    kind: 'approval',
    isAddressed: false,
    account: change.account,
    region: change.region,
    pipeline: detail.pipeline,
    stage: detail.stage,
    action: detail.action,
    executionId: detail['execution-id'],
    token: detail['action-execution-id'],
    status: toApprovalStatus(detail.state),
    statusText: detail.state,
    request: parseRequest(customData),
    expiresAt: undefined,
    reviewUrl: undefined,
    externalUrl: externalEntityLink,
    summary: detail['execution-result']['external-execution-summary'],
  };
}
