import { matchesPattern } from '@shipbell/core/runtime';
import type { DeploymentGroup } from './aws/codedeploy.ts';
import type { Config, DeploymentSetting } from './config.ts';
import type { NotificationContext, Search } from './context.ts';

type Settings = Pick<Config, 'deployments' | 'defaults'>;

/**
 * Returns the first entry that fits the deployment group. An empty list means everything, with the defaults. Undefined
 * where nothing in a list fits: the group is another environment's then.
 */
export function findGroupSetting(
  { deployments, defaults }: Settings,
  group: DeploymentGroup,
): DeploymentSetting | undefined {
  return deployments.length === 0 ? defaults : deployments.find((setting) => fitsGroup(setting, group));
}

/** Returns the first entry that names the pipeline. An empty list means everything, with the defaults. */
export function findNamedSetting({ deployments, defaults }: Settings, pipeline: string): DeploymentSetting | undefined {
  return deployments.length === 0
    ? defaults
    : deployments.find((setting) => setting.pipeline && matchesPattern(setting.pipeline, pipeline));
}

/** Returns the entry for a pipeline: the first that names it, else the first that fits a group that it deploys to. */
export async function findPipelineSetting(
  settings: Settings,
  pipeline: string,
  groupsOfPipeline: () => Promise<readonly DeploymentGroup[]>,
): Promise<DeploymentSetting | undefined> {
  const named = findNamedSetting(settings, pipeline);
  if (named) return named;
  const groups = await groupsOfPipeline();
  return settings.deployments.find((setting) => groups.some((group) => fitsGroup(setting, group)));
}

function fitsGroup(setting: DeploymentSetting, { application, group }: DeploymentGroup): boolean {
  return (
    setting.group !== undefined &&
    matchesPattern(setting.group, group) &&
    (setting.application === undefined || matchesPattern(setting.application, application))
  );
}

/** Why an event of a pipeline without an entry is ignored. */
export const NOT_OURS = 'no entry of DEPLOYMENTS is for this pipeline';

/**
 * Returns the entry by which a pipeline's event is reported; undefined where no entry is for the pipeline. Throws where
 * that cannot be decided for now.
 */
export function settingOfPipeline(
  pipeline: string,
  search: Search,
  context: NotificationContext,
): Promise<DeploymentSetting | undefined> {
  return findPipelineSetting(context, pipeline, () => groupsOfPipeline(pipeline, search, context));
}

/**
 * Reads the groups that a pipeline deploys to. Returns none where they may not be read, which is logged: no entry is
 * for a pipeline whose groups are unknown. Throws where AWS only did not answer this time: an entry may be for the
 * pipeline then, and Lambda tries the event again.
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
