import type { ActionExecutionDetail, ActionState } from '@aws-sdk/client-codepipeline';
import type { Reading } from '@shipbell/core/runtime';
import { begin } from '../aws/repeated-reads.ts';
import type { Finding } from '../context.ts';
import { findAction, type PipelineHistory } from '../pipelines/history.ts';
import type { ApprovalEvent } from './event.ts';

/**
 * Finds the id of the pipeline execution that waits at an approval, by the token that its request has. Never throws.
 */
export async function findApprovalExecution(event: ApprovalEvent, history: PipelineHistory): Promise<Finding<string>> {
  const { pipeline, token, executionId } = event;
  if (executionId !== undefined) return { value: executionId, reason: undefined };
  const notShown = `pipeline ${pipeline} does not show which execution waits`;
  if (token === undefined) return { value: undefined, reason: notShown };
  begin(history.newestActions());
  const state = await history.state();
  const isAsked = ({ latestExecution }: ActionState) => latestExecution?.token === token;
  const stage = state.value?.stageStates?.find(({ actionStates = [] }) => actionStates.some(isAsked));
  const request = stage?.actionStates?.find(isAsked)?.latestExecution;
  // Executions that run side by side overtake each other in a stage, so that only the action's own execution is certain.
  const ids = new Set([token, request?.actionExecutionId ?? token]);
  const isAsking = ({ actionExecutionId = '', output }: ActionExecutionDetail) =>
    ids.has(actionExecutionId) || output?.executionResult?.externalExecutionId === token;
  const found = await findAction(history, isAsking, request?.lastStatusChange);
  const value = found.value?.action?.pipelineExecutionId ?? stage?.latestExecution?.pipelineExecutionId;
  if (value !== undefined) return { value, reason: undefined };
  const failure = state.failure ?? found.failure;
  return { value, reason: failure?.reason ?? notShown };
}

/** Reads the action execution that an approval's event reports; undefined where the history does not show it. */
export async function readApprovalAction(
  { executionId, token }: Pick<ApprovalEvent, 'executionId' | 'token'>,
  history: PipelineHistory,
): Promise<Reading<ActionExecutionDetail | undefined>> {
  if (executionId === undefined || token === undefined) return { value: undefined, failure: undefined };
  const actions = await history.actionsOf(executionId);
  if (actions.failure !== undefined) return actions;
  return { value: actions.value.find(({ actionExecutionId }) => actionExecutionId === token), failure: undefined };
}
