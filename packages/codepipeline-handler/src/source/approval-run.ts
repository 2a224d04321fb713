import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { ApprovalEvent } from '../events/approval-event.ts';
import type { Investigation } from '../investigation.ts';
import { createPipelineHistory } from './pipeline-history.ts';

/** The run of the approval action that an event tells of; undefined where it is not to be seen. Throws CodePipeline's errors. */
export async function readApprovalRun(
  { pipeline, executionId, token }: ApprovalEvent,
  { reads, signal }: Investigation,
): Promise<ActionExecutionDetail | undefined> {
  if (executionId === undefined || token === undefined) return undefined;
  const actions = await createPipelineHistory(pipeline, reads.codepipeline, signal).actionsOf(executionId);
  return actions.find(({ actionExecutionId }) => actionExecutionId === token);
}
