import { jsonObject } from '@shipbell/core';
import * as v from 'valibot';
import { maybeCount, maybeText, text } from '../envelope/fields.ts';
import { parseStateChange } from '../envelope/state-change.ts';
import { parseTimestamp } from '../envelope/timestamp.ts';
import type { EventEnvelope } from '../envelope/unwrap.ts';
import { originOf, refNamed } from '../revision/origin.ts';
import { connectedRepository } from '../revision/repository.ts';
import { type ExecutionEvent, type FailedAction, toExecutionStatus } from './event.ts';

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
    ...parseTrigger(output['execution-trigger']),
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
  'author-email': maybeText,
  'branch-name': maybeText,
  'tag-name': maybeText,
  'pull-request-id': v.fallback(v.optional(v.pipe(v.union([text, v.number()]), v.transform(String))), undefined),
});

function parseTrigger(value: unknown): Pick<ExecutionEvent, 'trigger' | 'push'> {
  const trigger = v.parse(executionTrigger, jsonObject(value));
  const { 'trigger-type': triggerType, 'trigger-detail': triggerDetail } = trigger;
  const repository = connectedRepository(trigger['provider-type'], trigger['full-repository-name']);
  const [push] = originOf({
    action: undefined,
    id: trigger['commit-id'],
    summary: trigger['commit-message'],
    url: undefined,
    author: trigger['author-display-name'],
    authorEmail: trigger['author-email'],
    ref: refNamed(trigger['tag-name'], trigger['pull-request-id'], trigger['branch-name']),
    repositoryOf: () => repository,
  });
  return { trigger: triggerType === undefined ? undefined : { triggerType, triggerDetail }, push };
}

const failedAction = v.object({ action: text, additionalInformation: maybeText });

function parseFailedActions(value: unknown): FailedAction[] {
  return (Array.isArray(value) ? value : []).flatMap((item) => {
    const { success, output } = v.safeParse(failedAction, item);
    return success ? [output] : [];
  });
}
