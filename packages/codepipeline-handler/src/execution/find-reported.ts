import { asksFor } from '@shipbell/core';
import type { DeploymentSetting } from '../config.ts';
import type { NotificationContext, Search } from '../context.ts';
import type { Standing } from '../deployment/find-standing.ts';
import { findOwnReport } from '../deployment/reports-itself.ts';
import { findGroupSetting } from '../find-setting.ts';
import type { MadeDeployment } from '../pipelines/deploy-actions.ts';
import type { ExecutionFacts } from '../policy.ts';
import type { ExecutionEvent } from './event.ts';
import type { ExecutionFindings } from './find-execution.ts';

type Reported = Pick<ExecutionFacts, 'isGroupReported' | 'areDeploymentsReported'>;

/**
 * Finds whether the execution's CodeDeploy deployments have messages of their own that say what its message would. A
 * success that is reported only because it ends failures is left to the deployment that says so: of a pipeline with several
 * groups one has failed before.
 */
export async function findReportedDeployments(
  { status }: ExecutionEvent,
  { stackDeployment, groups, deployers, isDeploymentFailure }: ExecutionFindings,
  setting: DeploymentSetting,
  { recovery, slowness }: Pick<Standing, 'recovery' | 'slowness'>,
  search: Search,
  context: NotificationContext,
): Promise<Reported> {
  const isGroupReported =
    stackDeployment !== undefined && (await isReportedHere(stackDeployment, setting, search, context));
  const isAbout = status === 'failed' ? isDeploymentFailure : status === 'succeeded' && deployers === 'codedeploy';
  const isRecovery = recovery?.kind === 'known' && slowness === undefined && !asksFor(setting, ['succeeded']);
  const how = status === 'failed' ? 'failed' : 'succeeded';
  const areDeploymentsReported = isAbout && (await doReport(groups, how, isRecovery, setting, search, context));
  return { isGroupReported, areDeploymentsReported };
}

/** Finds whether the deployment that failed has a message in the channel of this setting. */
async function isReportedHere(
  deployment: MadeDeployment,
  { destination }: DeploymentSetting,
  search: Search,
  context: NotificationContext,
): Promise<boolean> {
  const setting = findGroupSetting(context, deployment);
  return setting?.destination === destination && setting !== undefined
    ? (await findOwnReport(deployment, 'failed', setting, search)).isReported
    : false;
}

/**
 * Finds whether all of these deployments have messages of their own, or, of a recovery, one of them that says so in this
 * setting's channel. An entry of DEPLOYMENTS that names the pipeline and no
 * group is not for them, so that the execution's message must report them. An entry with a group leaves other groups to the
 * environments whose entries name these.
 */
async function doReport(
  made: readonly MadeDeployment[],
  status: 'succeeded' | 'failed',
  isRecovery: boolean,
  { group, destination }: DeploymentSetting,
  search: Search,
  context: NotificationContext,
): Promise<boolean> {
  const isLeftToOthers = context.deployments.length === 0 || group !== undefined;
  if (made.length === 0) return isLeftToOthers;
  const reported = await Promise.all(
    made.map(async (one) => {
      const setting = findGroupSetting(context, one);
      if (setting === undefined) return { isReported: isLeftToOthers, isHere: false };
      const own = await findOwnReport(one, status, setting, search);
      return { isReported: own.isReported, isHere: own.isRecovery && setting.destination === destination };
    }),
  );
  return reported.every(({ isReported }) => isReported) || (isRecovery && reported.some(({ isHere }) => isHere));
}
