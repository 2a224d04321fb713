import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { PipelineHistory } from './pipeline-history.ts';

/** An action starts before the deployment that it makes; clocks may differ a little. */
const EARLIER_MS = 10 * 60_000;

export interface FoundAction {
  readonly action: ActionExecutionDetail | undefined;
  /** The pipeline's whole history was looked through; else it may be further back. */
  readonly isWholeHistory: boolean;
}

/** The newest action that fits; pages after one that is all older than `since` are not asked for. */
export async function findAction(
  history: PipelineHistory,
  fits: (action: ActionExecutionDetail) => boolean,
  since?: Date | undefined,
): Promise<FoundAction> {
  let isWholeHistory = false;
  for await (const { items, next } of history.actions()) {
    isWholeHistory = next === undefined;
    const action = items.find(fits);
    if (action || isOlder(items, since)) return { action, isWholeHistory };
  }
  return { action: undefined, isWholeHistory };
}

/** The action that made a deployment: the deployment is its external execution. */
export function madeDeployment(deploymentIds: ReadonlySet<string>) {
  return ({ output }: ActionExecutionDetail): boolean =>
    deploymentIds.has(output?.executionResult?.externalExecutionId ?? '');
}

function isOlder(page: readonly ActionExecutionDetail[], since: Date | undefined): boolean {
  return (
    since !== undefined &&
    page.length > 0 &&
    page.every(({ startTime }) => startTime && startTime.getTime() < since.getTime() - EARLIER_MS)
  );
}
