import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';

/** Returns the last attempt of each action of an execution, in the order in which the actions were first begun. */
export function lastAttempts(actions: readonly ActionExecutionDetail[]): ActionExecutionDetail[] {
  const attempts = [...actions].reverse().sort((one, other) => startOf(one) - startOf(other));
  return [...new Map(attempts.map((action) => [nameOf(action), action])).values()];
}

/** Returns a text that distinguishes the actions of a pipeline. */
export function nameOf({ stageName, actionName }: ActionExecutionDetail): string {
  return JSON.stringify([stageName, actionName]);
}

/** Returns when the action began, in milliseconds since the epoch; 0 where that is unknown. */
export function startOf({ startTime }: Pick<ActionExecutionDetail, 'startTime'>): number {
  return startTime?.getTime() ?? 0;
}
