import * as v from 'valibot';
import { isAnother } from '../aws/reads.ts';
import { maybeCount, maybeObject, maybeRegion, maybeText, text } from '../envelope/fields.ts';
import { parseStateChange, type StateChange } from '../envelope/state-change.ts';
import type { EventEnvelope } from '../envelope/unwrap.ts';
import { isCodeDeployProvider } from '../pipelines/deploy-actions.ts';
import { parseSummary } from '../revision/summary.ts';
import { type StageOrActionEvent, toStageOrActionStatus } from './event.ts';

const stageDetail = v.object({
  pipeline: text,
  'execution-id': text,
  stage: text,
  state: v.fallback(v.string(), ''),
  'pipeline-execution-attempt': maybeCount,
});

const actionDetail = v.object({
  ...stageDetail.entries,
  action: text,
  'action-execution-id': maybeText,
  region: maybeRegion,
  type: maybeObject({ category: maybeText, provider: maybeText }),
  'execution-result': maybeObject({
    'external-execution-id': maybeText,
    'external-execution-summary': maybeText,
    'external-execution-url': maybeText,
    'error-code': maybeText,
  }),
});

/** An action's event with its parsed detail. */
export interface ActionChange {
  readonly change: StateChange;
  readonly detail: v.InferOutput<typeof actionDetail>;
}

/**
 * Returns the detail of CodePipeline's event of an action, of whichever category; undefined where the payload is none.
 */
export function parseActionDetail(payload: unknown): ActionChange | undefined {
  const change = parseStateChange(payload, 'aws.codepipeline', 'CodePipeline Action Execution State Change');
  const { success, output } = v.safeParse(actionDetail, change?.detail);
  return change && success ? { change, detail: output } : undefined;
}

/**
 * Returns the action that CodePipeline's event reports; undefined where the payload is none. The event of an approval
 * is left to its own parser, which comes first.
 */
export function parseActionStateChange({ payload }: EventEnvelope): StageOrActionEvent | undefined {
  const { change, detail } = parseActionDetail(payload) ?? {};
  if (!change || !detail) return undefined;
  const result = detail['execution-result'];
  const { additionalInformation } = v.parse(v.object({ additionalInformation: maybeText }), change.attributes);
  const summary = result['external-execution-summary'] ?? additionalInformation;
  return {
    kind: 'action',
    ...partOf(change, detail),
    action: detail.action,
    actionExecutionId: detail['action-execution-id'],
    provider: detail.type.provider,
    // What a source action sums up is the commit's message, which may be JSON.
    summary: detail.type.category === 'Source' ? parseSummary(summary).title : summary,
    errorCode: result['error-code'],
    logUrl: result['external-execution-url'],
    deploymentId: deploymentOf(change, detail),
  };
}

/**
 * Returns the deployment that the action made and that ended with it; undefined for any other action. A deployment in
 * another region than the pipeline's is reported by the pipeline.
 */
function deploymentOf({ region }: StateChange, detail: ActionChange['detail']): string | undefined {
  const status = toStageOrActionStatus(detail.state);
  const hasEnded = status === 'succeeded' || status === 'failed';
  const isReported = hasEnded && isCodeDeployProvider(detail.type.provider) && !isAnother(detail.region, region);
  return isReported ? detail['execution-result']['external-execution-id'] : undefined;
}

/**
 * Returns the stage that CodePipeline's event reports; undefined where the payload is none. What only a notification
 * rule adds (the actions that failed) is left out: the same change comes through EventBridge without it, and must lead
 * to the same message.
 */
export function parseStageStateChange({ payload }: EventEnvelope): StageOrActionEvent | undefined {
  const change = parseStateChange(payload, 'aws.codepipeline', 'CodePipeline Stage Execution State Change');
  const { success, output } = v.safeParse(stageDetail, change?.detail);
  return change && success ? { kind: 'stage', ...partOf(change, output) } : undefined;
}

function partOf({ account, region, at }: StateChange, detail: v.InferOutput<typeof stageDetail>) {
  return {
    account,
    region,
    pipeline: detail.pipeline,
    executionId: detail['execution-id'],
    attempt: detail['pipeline-execution-attempt'],
    stage: detail.stage,
    status: toStageOrActionStatus(detail.state),
    statusText: detail.state,
    at,
  };
}
