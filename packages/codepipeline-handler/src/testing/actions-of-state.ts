import type { ActionExecutionDetail, ActionState, GetPipelineStateOutput } from '@aws-sdk/client-codepipeline';

/** The actions that a pipeline's state shows, newest first, each of its stage's latest execution. */
export function actionsOfState({ stageStates = [] }: GetPipelineStateOutput): ActionExecutionDetail[] {
  return stageStates
    .flatMap(({ stageName, actionStates = [], latestExecution }, index) =>
      actionStates.map((action) => ({
        ...toAction(action, index === 0),
        stageName,
        pipelineExecutionId: latestExecution?.pipelineExecutionId,
      })),
    )
    .reverse();
}

function toAction(
  { actionName, currentRevision, latestExecution = {}, revisionUrl }: ActionState,
  isSource: boolean,
): ActionExecutionDetail {
  return {
    actionName,
    actionExecutionId: latestExecution.actionExecutionId,
    status: latestExecution.status,
    input: { actionTypeId: { ...typeOf(latestExecution.externalExecutionId, isSource), owner: 'AWS', version: '1' } },
    output: {
      executionResult: {
        externalExecutionId: currentRevision?.revisionId ?? latestExecution.externalExecutionId,
        externalExecutionSummary: latestExecution.summary,
        externalExecutionUrl: revisionUrl ?? latestExecution.externalExecutionUrl,
      },
    },
  };
}

/** A state does not say what kind an action is of; a deployment's id does. */
function typeOf(externalExecutionId: string | undefined, isSource: boolean) {
  if (isSource) return { category: 'Source', provider: 'CodeStarSourceConnection' } as const;
  return externalExecutionId?.startsWith('d-')
    ? ({ category: 'Deploy', provider: 'CodeDeploy' } as const)
    : ({ category: 'Build', provider: 'CodeBuild' } as const);
}
