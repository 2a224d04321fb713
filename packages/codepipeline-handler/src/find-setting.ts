import { matchesPattern } from '@shipbell/core/runtime';
import { isFinal } from './aws/read-failure.ts';
import type { DeploymentSetting } from './config.ts';
import type { DeploymentGroup, Investigation, NotificationContext } from './context.ts';

type Settings = readonly DeploymentSetting[];

/**
 * The first entry that fits the deployment group. An empty list means everything, with the defaults; a list in which
 * nothing fits means that this group is another environment's: undefined.
 */
export function findGroupSetting(settings: Settings, group: DeploymentGroup): DeploymentSetting | undefined {
  return settings.length === 0 ? {} : settings.find((setting) => fitsGroup(setting, group));
}

/** The same of a pipeline: the first entry that names it, else the first that fits a group that it deploys to. */
export async function findPipelineSetting(
  settings: Settings,
  pipeline: string,
  groupsOfPipeline: () => Promise<readonly DeploymentGroup[]>,
): Promise<DeploymentSetting | undefined> {
  if (settings.length === 0) return {};
  const named = settings.find((setting) => setting.pipeline && matchesPattern(setting.pipeline, pipeline));
  if (named) return named;
  const groups = await groupsOfPipeline();
  return settings.find((setting) => groups.some((group) => fitsGroup(setting, group)));
}

function fitsGroup(setting: DeploymentSetting, { application, group }: DeploymentGroup): boolean {
  return (
    setting.group !== undefined &&
    matchesPattern(setting.group, group) &&
    (setting.application === undefined || matchesPattern(setting.application, application))
  );
}

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
