import { matchesPattern } from '@shipbell/core/runtime';
import type { DeploymentGroup } from './aws/codedeploy.ts';
import type { DeploymentSetting } from './config.ts';
import type { NotificationContext, Search } from './context.ts';

type Settings = readonly DeploymentSetting[];

/**
 * Returns the first entry that fits the deployment group. An empty list means everything, with the defaults; a list in
 * which nothing fits means that this group is another environment's: undefined.
 */
export function findGroupSetting(settings: Settings, group: DeploymentGroup): DeploymentSetting | undefined {
  return settings.length === 0 ? {} : settings.find((setting) => fitsGroup(setting, group));
}

/** Returns the entry for a pipeline: the first that names it, else the first that fits a group that it deploys to. */
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

/**
 * Returns how a pipeline's event is reported; undefined where no entry is for it. Throws where that cannot be decided
 * for now.
 */
export function settingOfPipeline(
  pipeline: string,
  search: Search,
  context: NotificationContext,
): Promise<DeploymentSetting | undefined> {
  return findPipelineSetting(context.deployments, pipeline, () => groupsOfPipeline(pipeline, search, context));
}

/**
 * Reads the groups. None where they may not be read, which is logged: no entry is for a pipeline whose groups are
 * unknown. Throws where AWS only did not answer this time, for then an entry may be for it: Lambda tries the event
 * again.
 */
async function groupsOfPipeline(
  pipeline: string,
  { directory, reads, signal }: Search,
  { log }: NotificationContext,
): Promise<readonly DeploymentGroup[]> {
  const { value, failure } = await directory.groupsOf(pipeline, reads, signal);
  if (failure === undefined) return value;
  if (!failure.isFinal) throw failure.error;
  log.warn('The deployment groups of the pipeline are unknown', { pipeline, error: failure.error });
  return [];
}
