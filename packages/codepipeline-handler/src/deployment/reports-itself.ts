import { asksFor } from '@shipbell/core';
import type { DeploymentSetting } from '../config.ts';
import type { Search } from '../context.ts';
import type { MadeDeployment } from '../pipelines/deploy-actions.ts';
import { readDeployment, readInfo } from './find-deployment.ts';
import { endedEvent } from './find-ended.ts';
import { findStanding } from './find-standing.ts';

/** What the message of a deployment that a pipeline made reports. */
export interface OwnReport {
  /** Whether it has a message of its own. */
  readonly isReported: boolean;
  /** Whether that says that it succeeded again after failures. */
  readonly isRecovery: boolean;
}

/**
 * Finds whether the deployment that a pipeline made has a message of its own, which the statuses of its group's setting
 * decide. `status` is what the pipeline says of it. Where it cannot be read, a failure counts as not reported: a person may
 * have stopped it, and rather two messages than none. Never throws.
 */
export async function findOwnReport(
  { deploymentId, ...group }: MadeDeployment,
  status: 'succeeded' | 'failed',
  setting: DeploymentSetting,
  search: Search,
): Promise<OwnReport> {
  const possible =
    status === 'failed' ? (['failed', 'stopped'] as const) : (['succeeded', 'failed', 'rolled_back'] as const);
  if (possible.every((one) => asksFor(setting, [one]))) return plain(true);
  if (deploymentId === undefined) return plain(asksFor(setting, [status]));
  const info = await readInfo(deploymentId, true, search);
  if (info.failure !== undefined && status === 'failed') return plain(false);
  const event = endedEvent({ ...group, deploymentId }, status, info, search.location);
  const { isReported, recovery } = await findStanding(await readDeployment(event, setting, search), setting);
  return { isReported, isRecovery: recovery?.kind === 'known' };
}

function plain(isReported: boolean): OwnReport {
  return { isReported, isRecovery: false };
}
