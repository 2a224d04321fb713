import type { ApprovalReport } from '@shipbell/core';
import * as v from 'valibot';
import { type ApprovalEvent, parseRequest } from '../approval/event.ts';
import { maybeCount, maybeText, text, toStatus } from '../envelope/fields.ts';
import { parseStateChange, type StateChange } from '../envelope/state-change.ts';
import type { Peeled } from '../parse-event.ts';
import { parseSummary } from '../revision/summary.ts';
import { type StepEvent, toStepStatus } from './event.ts';

const actionDetail = v.object({
  pipeline: text,
  'execution-id': text,
  stage: text,
  action: text,
  state: v.fallback(v.string(), ''),
  'pipeline-execution-attempt': maybeCount,
  'action-execution-id': maybeText,
  type: v.fallback(v.object({ category: maybeText, provider: maybeText }), {
    category: undefined,
    provider: undefined,
  }),
  'execution-result': v.fallback(
    v.object({
      'external-execution-summary': maybeText,
      'external-execution-url': maybeText,
      'error-code': maybeText,
    }),
    {
      'external-execution-summary': undefined,
      'external-execution-url': undefined,
      'error-code': undefined,
    },
  ),
});

type ActionDetail = v.InferOutput<typeof actionDetail>;

/** CodePipeline's event of an action, or undefined where the payload is none; an approval's is told as an approval. */
export function parseActionStateChange({ payload }: Peeled): StepEvent | ApprovalEvent | undefined {
  const change = parseStateChange(payload, 'aws.codepipeline', 'CodePipeline Action Execution State Change');
  const { success, output } = v.safeParse(actionDetail, change?.detail);
  if (!change || !success) return undefined;
  return output.type.category === 'Approval' ? toApproval(change, output) : toStep(change, output);
}

function toStep({ account, region, at, attributes }: StateChange, detail: ActionDetail): StepEvent {
  const result = detail['execution-result'];
  const { additionalInformation } = v.parse(v.object({ additionalInformation: maybeText }), attributes);
  const summary = result['external-execution-summary'] ?? additionalInformation;
  return {
    kind: 'action',
    account,
    region,
    pipeline: detail.pipeline,
    executionId: detail['execution-id'],
    attempt: detail['pipeline-execution-attempt'],
    stage: detail.stage,
    action: detail.action,
    actionExecutionId: detail['action-execution-id'],
    provider: detail.type.provider,
    status: toStepStatus(detail.state),
    statusText: detail.state,
    at,
    // What a source action sums up is the commit's message, which may be JSON.
    summary: detail.type.category === 'Source' ? parseSummary(summary).title : summary,
    errorCode: result['error-code'],
    logUrl: result['external-execution-url'],
  };
}

/** An approval that is canceled, because the pipeline has changed, is waited for no more, like one that is abandoned. */
const APPROVAL_STATUSES: Readonly<Record<string, ApprovalReport['status']>> = {
  started: 'waiting',
  succeeded: 'succeeded',
  failed: 'failed',
  abandoned: 'abandoned',
  canceled: 'abandoned',
  cancelled: 'abandoned',
};

const approvalAttributes = v.object({ externalEntityLink: maybeText, customData: v.optional(v.unknown()) });

function toApproval({ account, region, attributes }: StateChange, detail: ActionDetail): ApprovalEvent {
  const { externalEntityLink, customData } = v.parse(approvalAttributes, attributes);
  return {
    kind: 'approval',
    isAddressed: false,
    account,
    region,
    pipeline: detail.pipeline,
    stage: detail.stage,
    action: detail.action,
    executionId: detail['execution-id'],
    token: detail['action-execution-id'],
    status: toStatus(detail.state, APPROVAL_STATUSES),
    statusText: detail.state,
    request: parseRequest(customData),
    expiresAt: undefined,
    reviewUrl: undefined,
    externalUrl: externalEntityLink,
    summary: detail['execution-result']['external-execution-summary'],
  };
}
