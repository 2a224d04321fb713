import { asksFor } from '@shipbell/core';
import type { DeploymentSetting } from '../config.ts';
import type { Search } from '../context.ts';
import type { MadeDeployment } from '../pipelines/deploy-actions.ts';
import { readDeployment, readInfo } from './find-deployment.ts';
import { endedEvent } from './find-ended.ts';
import { findStanding } from './find-standing.ts';

/**
 * Finds whether the deployment that a pipeline made has a message of its own, which the statuses of its group's setting
 * decide. `status` is what the pipeline says of it. Where it cannot be read, a failure counts as not reported: a person may
 * have stopped it, and rather two messages than none. Never throws.
 */
export async function reportsItself(
  { deploymentId, ...group }: MadeDeployment,
  status: 'succeeded' | 'failed',
  setting: DeploymentSetting,
  search: Search,
): Promise<boolean> {
  const possible =
    status === 'failed' ? (['failed', 'stopped'] as const) : (['succeeded', 'failed', 'rolled_back'] as const);
  if (possible.every((one) => asksFor(setting, [one]))) return true;
  if (deploymentId === undefined) return asksFor(setting, [status]);
  const info = await readInfo(deploymentId, true, search);
  if (info.failure !== undefined && status === 'failed') return false;
  const event = endedEvent({ ...group, deploymentId }, status, info, search.location);
  return (await findStanding(await readDeployment(event, setting, search), setting)).isReported;
}
