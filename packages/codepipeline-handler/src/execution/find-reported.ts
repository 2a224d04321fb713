import type { DeploymentSetting } from '../config.ts';
import type { NotificationContext, Search } from '../context.ts';
import { reportsItself } from '../deployment/reports-itself.ts';
import { findGroupSetting } from '../find-setting.ts';
import type { MadeDeployment } from '../pipelines/deploy-actions.ts';
import type { ExecutionFacts } from '../policy.ts';
import type { ExecutionEvent } from './event.ts';
import type { DecidingFacts } from './find-execution.ts';

type Reported = Pick<ExecutionFacts, 'isGroupReported' | 'areDeploymentsReported'>;

/** Finds whether the execution's CodeDeploy deployments have messages of their own that say what its message would. */
export async function findReportedDeployments(
  { status }: ExecutionEvent,
  { stackDeployment, groups, deployers, isDeploymentFailure }: DecidingFacts,
  setting: DeploymentSetting,
  search: Search,
  context: NotificationContext,
): Promise<Reported> {
  const isGroupReported =
    stackDeployment !== undefined && (await isReportedHere(stackDeployment, setting, search, context));
  const isAbout = status === 'failed' ? isDeploymentFailure : status === 'succeeded' && deployers === 'codedeploy';
  const how = status === 'failed' ? 'failed' : 'succeeded';
  const areDeploymentsReported = isAbout && (await doAllReport(groups, how, setting, search, context));
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
    ? reportsItself(deployment, 'failed', setting, search)
    : false;
}

/**
 * Finds whether all of these deployments have messages of their own. An entry of DEPLOYMENTS that names the pipeline and no
 * group is not for them, so that the execution's message must report them. An entry with a group leaves other groups to the
 * environments whose entries name these.
 */
async function doAllReport(
  made: readonly MadeDeployment[],
  status: 'succeeded' | 'failed',
  { group }: DeploymentSetting,
  search: Search,
  context: NotificationContext,
): Promise<boolean> {
  const isLeftToOthers = context.deployments.length === 0 || group !== undefined;
  if (made.length === 0) return isLeftToOthers;
  const reported = await Promise.all(
    made.map(async (one) => {
      const setting = findGroupSetting(context, one);
      return setting === undefined ? isLeftToOthers : reportsItself(one, status, setting, search);
    }),
  );
  return reported.every(Boolean);
}
