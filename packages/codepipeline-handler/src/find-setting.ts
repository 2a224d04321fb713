import { matchesPattern } from '@shipbell/core/runtime';
import type { DeploymentSetting } from './config.ts';
import type { DeploymentGroup } from './investigation.ts';

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
