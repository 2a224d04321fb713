import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { DeploymentEvent } from './deployment-event.ts';

/** An action starts before the deployment that it makes; clocks may differ a little. */
const EARLIER_MS = 10 * 60_000;

/**
 * The pipeline execution whose action made the deployment: the action's external execution is the deployment.
 * `pages` are newest first, and pages of actions that are older than the deployment are not asked for.
 */
export const findExecution = async (
  pages: AsyncIterable<readonly ActionExecutionDetail[]>,
  { deploymentId, startedAt }: Pick<DeploymentEvent, 'deploymentId' | 'startedAt'>,
): Promise<string | undefined> => {
  for await (const page of pages) {
    const action = page.find(({ output }) => output?.executionResult?.externalExecutionId === deploymentId);
    if (action) return action.pipelineExecutionId;
    const oldest = page.at(-1)?.startTime;
    if (startedAt && oldest && oldest.getTime() < startedAt.getTime() - EARLIER_MS) return undefined;
  }
  return undefined;
};
