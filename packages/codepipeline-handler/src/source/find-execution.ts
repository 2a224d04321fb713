import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { DeploymentEvent } from '../events/deployment-event.ts';

/** An action starts before the deployment that it makes; clocks may differ a little. */
const EARLIER_MS = 10 * 60_000;

/** Of up to 100 actions: a history goes back for a year, and not every event tells when its deployment began. */
const MAX_PAGES = 10;

/**
 * The pipeline execution whose action made the deployment: the action's external execution is the deployment.
 * `pages` are newest first; pages after one that is all older than the deployment, or after the tenth, are not asked for.
 */
export const findExecution = async (
  pages: AsyncIterable<readonly ActionExecutionDetail[]>,
  { deploymentId, startedAt }: Pick<DeploymentEvent, 'deploymentId' | 'startedAt'>,
): Promise<string | undefined> => {
  let count = 0;
  for await (const page of pages) {
    const action = page.find(({ output }) => output?.executionResult?.externalExecutionId === deploymentId);
    if (action) return action.pipelineExecutionId;
    count += 1;
    if (count === MAX_PAGES || isOlder(page, startedAt)) return undefined;
  }
  return undefined;
};

const isOlder = (page: readonly ActionExecutionDetail[], startedAt: Date | undefined): boolean =>
  startedAt !== undefined &&
  page.length > 0 &&
  page.every(({ startTime }) => startTime && startTime.getTime() < startedAt.getTime() - EARLIER_MS);
