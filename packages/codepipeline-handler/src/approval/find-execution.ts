import type { ActionExecutionDetail, ActionState } from '@aws-sdk/client-codepipeline';
import { type Reading, tryRead } from '../aws/read-failure.ts';
import type { Investigation } from '../context.ts';
import { createPipelineHistory, findAction } from '../pipelines/history.ts';
import { LIST_ACTIONS } from '../revision/execution-source.ts';
import type { ApprovalEvent } from './event.ts';

/** The pipeline execution that waits at an approval, by the token that its request has. Never throws. */
export async function findApprovalExecution(
  event: ApprovalEvent,
  { reads, signal }: Investigation,
): Promise<Reading<string>> {
  const { pipeline, token, executionId } = event;
  if (executionId !== undefined) return { value: executionId, failure: undefined };
  const notShown = `pipeline ${pipeline} does not show which execution waits`;
  if (token === undefined) return { value: undefined, failure: notShown };
  const history = createPipelineHistory(pipeline, reads.codepipeline, signal);
  const state = await tryRead(history.state(), `pipeline ${pipeline}`, 'codepipeline:GetPipelineState');
  const isAsked = ({ latestExecution }: ActionState) => latestExecution?.token === token;
  const stage = state.value?.stageStates?.find(({ actionStates = [] }) => actionStates.some(isAsked));
  const request = stage?.actionStates?.find(isAsked)?.latestExecution;
  // Executions that run side by side overtake each other in a stage, so that the action's own run tells for certain.
  const runs = new Set([token, request?.actionExecutionId ?? token]);
  const isRun = ({ actionExecutionId = '', output }: ActionExecutionDetail) =>
    runs.has(actionExecutionId) || output?.executionResult?.externalExecutionId === token;
  const found = await tryRead(
    findAction(history, isRun, request?.lastStatusChange),
    `the history of pipeline ${pipeline}`,
    LIST_ACTIONS,
  );
  const value = found.value?.action?.pipelineExecutionId ?? stage?.latestExecution?.pipelineExecutionId;
  return value === undefined
    ? { value, failure: state.failure ?? found.failure ?? notShown }
    : { value, failure: undefined };
}

/** The run of the approval action that an event tells of; undefined where it is not to be seen. Throws CodePipeline's errors. */
export async function readApprovalRun(
  { pipeline, executionId, token }: ApprovalEvent,
  { reads, signal }: Investigation,
): Promise<ActionExecutionDetail | undefined> {
  if (executionId === undefined || token === undefined) return undefined;
  const actions = await createPipelineHistory(pipeline, reads.codepipeline, signal).actionsOf(executionId);
  return actions.find(({ actionExecutionId }) => actionExecutionId === token);
}
