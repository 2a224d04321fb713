import type { DeploymentSetting } from '../config.ts';
import { findGroupSetting } from '../find-setting.ts';
import type { DeploymentGroup } from '../investigation.ts';

/**
 * Whether the CodeDeploy deployments to these groups have messages of their own. An entry of DEPLOYMENTS that names the
 * pipeline and no group is not for them, so that somebody else must tell what became of them; one with a group leaves
 * other groups to those whose entries they are.
 */
export function areDeploymentsTold(
  groups: readonly DeploymentGroup[],
  setting: DeploymentSetting,
  settings: readonly DeploymentSetting[],
): boolean {
  if (settings.length === 0 || setting.group !== undefined) return true;
  return groups.length > 0 && groups.every((group) => findGroupSetting(settings, group) !== undefined);
}
