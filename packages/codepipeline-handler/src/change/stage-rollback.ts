import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { Rollback } from '@shipbell/core';
import { tryRead } from '../aws/read-failure.ts';
import { isCodeDeploy } from '../directory/deploy-action.ts';
import { toAction } from '../directory/deploy-targets.ts';
import type { FoundSource } from '../source/found-source.ts';
import type { PipelineHistories, PipelineHistory } from '../source/pipeline-history.ts';
import { LIST_ACTIONS } from '../source/source-of-execution.ts';
import { rollbackOf } from './pipeline-rollback.ts';

/**
 * CodePipeline rolls a stage back by an execution that deploys an earlier one's bundle once more, which CodeDeploy takes
 * for a deployment like any other. Undefined where the deployment is none of such an execution. Never throws.
 */
export async function findStageRollback(
  { source }: FoundSource,
  histories: PipelineHistories,
): Promise<Rollback | undefined> {
  const { pipeline, executionId } = source.kind === 'known' ? source : {};
  if (pipeline === undefined || executionId === undefined) return undefined;
  const history = histories.of(pipeline);
  if (await hasSource(history, executionId)) return undefined;
  const execution = await tryRead(history.execution(executionId), 'the execution', 'codepipeline:GetPipelineExecution');
  const rollback = execution.value && rollbackOf(execution.value);
  if (rollback === undefined) return undefined;
  const { failedExecutionId, targetExecutionId } = rollback;
  return {
    message: `Pipeline ${pipeline} rolls the stage back${targetExecutionId ? ` to execution ${targetExecutionId}` : ''}`,
    triggeringDeploymentId: failedExecutionId && (await deploymentOf(history, executionId, failedExecutionId)),
    rollbackDeploymentId: undefined,
    from: undefined,
  };
}

/** An execution that rolls back begins at the stage, so that those with source actions need no further look. */
async function hasSource(history: PipelineHistory, executionId: string): Promise<boolean> {
  const actions = await tryRead(history.actionsOf(executionId), 'the history', LIST_ACTIONS);
  return actions.value?.some(({ input }) => input?.actionTypeId?.category === 'Source') ?? false;
}

/** The deployment that the same action made in the execution that failed. */
async function deploymentOf(
  history: PipelineHistory,
  executionId: string,
  failedExecutionId: string,
): Promise<string | undefined> {
  const [own, failed] = await Promise.all(
    [executionId, failedExecutionId].map((id) => tryRead(history.actionsOf(id), 'the history', LIST_ACTIONS)),
  );
  const isAlike = (one: ActionExecutionDetail): boolean =>
    own?.value?.some(({ stageName, actionName }) => stageName === one.stageName && actionName === one.actionName) ??
    false;
  const action = failed?.value?.find((each) => isCodeDeploy(toAction(each)) && isAlike(each));
  return action?.output?.executionResult?.externalExecutionId;
}
