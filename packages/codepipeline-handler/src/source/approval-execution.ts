import type { ActionExecutionDetail, ActionState } from '@aws-sdk/client-codepipeline';
import { tryRead } from '../aws/read-failure.ts';
import type { ApprovalEvent } from '../events/approval-event.ts';
import type { Investigation } from '../investigation.ts';
import { findAction } from './find-action.ts';
import { createPipelineHistory } from './pipeline-history.ts';
import { LIST_ACTIONS } from './source-of-execution.ts';

/**
 * The pipeline execution that waits at an approval, by the token that its request has; undefined where it is not to be
 * seen. Never throws.
 */
export const findApprovalExecution = async (
  event: ApprovalEvent,
  { reads, signal }: Investigation,
): Promise<string | undefined> => {
  if (event.executionId !== undefined || event.token === undefined) return event.executionId;
  const { pipeline, token } = event;
  const history = createPipelineHistory(pipeline, reads.codepipeline, signal);
  const state = await tryRead(history.state(), `pipeline ${pipeline}`, 'codepipeline:GetPipelineState');
  const isAsked = ({ latestExecution }: ActionState) => latestExecution?.token === token;
  const stage = state.value?.stageStates?.find(({ actionStates = [] }) => actionStates.some(isAsked));
  const request = stage?.actionStates?.find(isAsked)?.latestExecution;
  // Executions that run side by side overtake each other in a stage, so that the action's own run tells for certain.
  const runs = new Set([token, request?.actionExecutionId ?? token]);
  const isRun = ({ actionExecutionId = '' }: ActionExecutionDetail) => runs.has(actionExecutionId);
  const found = await tryRead(
    findAction(history, isRun, request?.lastStatusChange),
    `the history of pipeline ${pipeline}`,
    LIST_ACTIONS,
  );
  return found.value?.action?.pipelineExecutionId ?? stage?.latestExecution?.pipelineExecutionId;
};
