import { jsonObject } from '@shipbell/core';
import * as v from 'valibot';
import { maybeCount, maybeText, text } from '../envelope/fields.ts';
import { parseStateChange } from '../envelope/state-change.ts';
import { parseTimestamp } from '../envelope/timestamp.ts';
import type { EventEnvelope } from '../envelope/unwrap.ts';
import { type ExecutionEvent, type FailedAction, type Push, toExecutionStatus } from './event.ts';
import type { Trigger } from './who-started.ts';

const pipelineDetail = v.object({
  pipeline: text,
  'execution-id': text,
  state: v.fallback(v.string(), ''),
  'start-time': v.optional(v.unknown()),
  'pipeline-execution-attempt': maybeCount,
  'execution-trigger': v.optional(v.unknown()),
  'stop-execution-comments': maybeText,
});

/** Returns the execution that CodePipeline's event reports; undefined where the payload is none. */
export function parseExecutionStateChange({ payload }: EventEnvelope): ExecutionEvent | undefined {
  const change = parseStateChange(payload, 'aws.codepipeline', 'CodePipeline Pipeline Execution State Change');
  const { success, output } = v.safeParse(pipelineDetail, change?.detail);
  if (!change || !success) return undefined;
  const { failedStage } = v.parse(v.object({ failedStage: maybeText }), change.attributes);
  return {
    kind: 'pipeline',
    account: change.account,
    region: change.region,
    pipeline: output.pipeline,
    executionId: output['execution-id'],
    status: toExecutionStatus(output.state),
    statusText: output.state,
    attempt: output['pipeline-execution-attempt'],
    startedAt: parseTimestamp(output['start-time']),
    at: change.at,
    trigger: parseTrigger(output['execution-trigger']),
    push: parsePush(output['execution-trigger']),
    failedStage,
    failedActions: parseFailedActions(change.attributes.failedActions),
    stopComments: output['stop-execution-comments'],
  };
}

/**
 * `execution-trigger` says how an execution was started in the event of its start; in later ones it holds the push, or
 * the pull request, for sources that are connections. One schema takes both, because every key may be missing.
 */
const executionTrigger = v.object({
  'trigger-type': maybeText,
  'trigger-detail': maybeText,
  'commit-id': maybeText,
  'commit-message': maybeText,
  'full-repository-name': maybeText,
  'provider-type': maybeText,
  'author-display-name': maybeText,
  'branch-name': maybeText,
  'tag-name': maybeText,
  'pull-request-id': v.fallback(v.optional(v.pipe(v.union([text, v.number()]), v.transform(String))), undefined),
});

function parseTrigger(value: unknown): Trigger | undefined {
  const { 'trigger-type': triggerType, 'trigger-detail': triggerDetail } = v.parse(executionTrigger, jsonObject(value));
  return triggerType === undefined ? undefined : { triggerType, triggerDetail };
}

function parsePush(value: unknown): Push | undefined {
  const trigger = v.parse(executionTrigger, jsonObject(value));
  const push = {
    commitId: trigger['commit-id'],
    message: trigger['commit-message'],
    repository: trigger['full-repository-name'],
    provider: trigger['provider-type'],
    author: trigger['author-display-name'],
    ref: refOf(trigger),
  };
  return push.commitId || push.author || push.ref ? push : undefined;
}

function refOf(trigger: v.InferOutput<typeof executionTrigger>): Push['ref'] {
  if (trigger['pull-request-id']) return { kind: 'pull request', name: trigger['pull-request-id'] };
  if (trigger['tag-name']) return { kind: 'tag', name: trigger['tag-name'] };
  return trigger['branch-name'] ? { kind: 'branch', name: trigger['branch-name'] } : undefined;
}

const failedAction = v.object({ action: text, additionalInformation: maybeText });

function parseFailedActions(value: unknown): FailedAction[] {
  return (Array.isArray(value) ? value : []).flatMap((item) => {
    const { success, output } = v.safeParse(failedAction, item);
    return success ? [{ action: output.action, information: output.additionalInformation }] : [];
  });
}
