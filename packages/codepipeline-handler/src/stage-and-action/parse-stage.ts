import * as v from 'valibot';
import { maybeCount, text } from '../envelope/fields.ts';
import { parseStateChange } from '../envelope/state-change.ts';
import type { EventEnvelope } from '../envelope/unwrap.ts';
import { type StageOrActionEvent, toStageOrActionStatus } from './event.ts';

const stageDetail = v.object({
  pipeline: text,
  'execution-id': text,
  stage: text,
  state: v.fallback(v.string(), ''),
  'pipeline-execution-attempt': maybeCount,
});

/**
 * Returns the stage that CodePipeline's event reports; undefined where the payload is none. What only a notification
 * rule adds (the actions that failed) is left out: the same change comes through EventBridge without it, and must lead
 * to the same message.
 */
export function parseStageStateChange({ payload }: EventEnvelope): StageOrActionEvent | undefined {
  const change = parseStateChange(payload, 'aws.codepipeline', 'CodePipeline Stage Execution State Change');
  const { success, output } = v.safeParse(stageDetail, change?.detail);
  if (!change || !success) return undefined;
  return {
    kind: 'stage',
    account: change.account,
    region: change.region,
    pipeline: output.pipeline,
    executionId: output['execution-id'],
    attempt: output['pipeline-execution-attempt'],
    stage: output.stage,
    action: undefined,
    actionExecutionId: undefined,
    provider: undefined,
    status: toStageOrActionStatus(output.state),
    statusText: output.state,
    at: change.at,
    summary: undefined,
    errorCode: undefined,
    logUrl: undefined,
  };
}
