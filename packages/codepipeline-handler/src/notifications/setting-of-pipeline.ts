import { isFinal } from '../aws/read-failure.ts';
import type { DeploymentSetting } from '../config.ts';
import { findPipelineSetting } from '../find-setting.ts';
import type { DeploymentGroup, Investigation } from '../investigation.ts';
import type { NotificationContext } from './context.ts';

/** Why an event without a setting is ignored. */
export const NOT_OURS = 'no entry of DEPLOYMENTS is for this pipeline';

/** How a pipeline's event is told; undefined where no entry is for it. Throws where that is not known for now. */
export function settingOfPipeline(
  pipeline: string,
  investigation: Investigation,
  context: NotificationContext,
): Promise<DeploymentSetting | undefined> {
  return findPipelineSetting(context.deployments, pipeline, () => groupsOfPipeline(pipeline, investigation, context));
}

/**
 * None where they may not be read, which is logged: a pipeline of which nothing is known is nobody's. Throws where AWS only
 * did not answer this time, for then it is maybe ours: Lambda tries the event again.
 */
async function groupsOfPipeline(
  pipeline: string,
  { directory, reads, signal }: Investigation,
  { log }: NotificationContext,
): Promise<readonly DeploymentGroup[]> {
  try {
    return await directory.groupsOf(pipeline, reads, signal);
  } catch (error) {
    if (!isFinal(error)) throw error;
    log.warn('The deployment groups of the pipeline are unknown', { pipeline, error });
    return [];
  }
}
