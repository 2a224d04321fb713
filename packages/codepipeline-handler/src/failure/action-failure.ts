import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { PipelineFailure } from '@shipbell/core';
import { approvalAnswer, refusal } from './approval-answer.ts';

/** An action that failed, as its provider and CodePipeline tell it. */
export function actionFailure(action: ActionExecutionDetail, otherActions: number): PipelineFailure {
  const { stageName = 'a stage', actionName, input, output } = action;
  const { errorDetails, externalExecutionSummary, externalExecutionUrl } = output?.executionResult ?? {};
  const message = joined([errorDetails?.message, externalExecutionSummary]);
  const isApproval = input?.actionTypeId?.category === 'Approval';
  return {
    kind: 'known',
    stage: stageName,
    action: actionName,
    provider: input?.actionTypeId?.provider,
    errorCode: errorDetails?.code,
    message: isApproval ? refusal(approvalAnswer(message, action.updatedBy)) : message,
    logUrl: externalExecutionUrl,
    otherActions,
  };
}

/** What says nothing new is left out. */
function joined(texts: readonly (string | undefined)[]): string | undefined {
  const [first = '', second = ''] = texts.map((text) => text?.trim() ?? '');
  if (first.includes(second)) return first || undefined;
  return second.includes(first) ? second : `${first}\n${second}`;
}
