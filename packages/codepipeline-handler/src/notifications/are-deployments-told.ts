import type { DeploymentSetting } from '../config.ts';
import { findGroupSetting } from '../find-setting.ts';
import type { Investigation } from '../investigation.ts';
import type { NotificationContext } from './context.ts';
import { groupsOfPipeline } from './setting-of-pipeline.ts';

/**
 * Whether the CodeDeploy deployments of a pipeline have messages of their own. An entry of DEPLOYMENTS that names the
 * pipeline and no group is not for them, so that somebody else must tell what became of them.
 */
export const areDeploymentsTold = async (
  pipeline: string,
  setting: DeploymentSetting,
  investigation: Investigation,
  context: NotificationContext,
): Promise<boolean> => {
  const { deployments } = context;
  if (deployments.length === 0 || setting.group !== undefined) return true;
  const groups = await groupsOfPipeline(pipeline, investigation, context);
  return groups.some((group) => findGroupSetting(deployments, group) !== undefined);
};
