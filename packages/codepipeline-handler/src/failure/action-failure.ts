import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { PipelineFailure } from '@shipbell/core';

/** An action that failed, as its provider and CodePipeline tell it. */
export const actionFailure = (action: ActionExecutionDetail, otherActions: number): PipelineFailure => {
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
    message: isApproval ? refusal(message, action.updatedBy) : message,
    logUrl: externalExecutionUrl,
    otherActions,
  };
};

/** A rejection and a timeout have the same error; only the words, and whether somebody answered, tell them apart. */
const refusal = (message: string | undefined, by: string | undefined): string => {
  if (/\b(?:time[ds]?[ -]?out|expired?)\b/i.test(message ?? '')) return 'nobody answered in time';
  const who = by?.includes(':') ? by.split(/[/:]/).at(-1) : undefined;
  if (message === undefined && !who) return 'rejected, or not answered in time';
  return `rejected${who ? ` by ${who}` : ''}${message ? `: ${message}` : ''}`;
};

/** What says nothing new is left out. */
const joined = (texts: readonly (string | undefined)[]): string | undefined => {
  const [first = '', second = ''] = texts.map((text) => text?.trim() ?? '');
  if (first.includes(second)) return first || undefined;
  return second.includes(first) ? second : `${first}\n${second}`;
};
