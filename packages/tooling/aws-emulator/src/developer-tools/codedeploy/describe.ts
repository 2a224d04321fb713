import type { DeploymentInfo, DeploymentOverview, TargetStatus } from '@aws-sdk/client-codedeploy';
import type { Deployment } from './model.ts';
import { platformOf } from './platforms.ts';

/** Returns a deployment as GetDeployment shows it: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
export function deploymentInfo(deployment: Deployment): DeploymentInfo {
  const { id, group, revision, creator, status, createTime, completeTime, error } = deployment;
  const rollbackInfo = rollbackOf(deployment);
  return {
    applicationName: group.application,
    deploymentGroupName: group.group,
    deploymentId: id,
    revision,
    status,
    ...(error && { errorInformation: error }),
    createTime,
    startTime: createTime,
    ...(completeTime && { completeTime }),
    deploymentOverview: overview(deployment),
    creator,
    ignoreApplicationStopFailures: false,
    updateOutdatedInstancesOnly: false,
    ...(rollbackInfo && { rollbackInfo }),
    instanceTerminationWaitTimeStarted: false,
    fileExistsBehavior: 'DISALLOW',
    deploymentStatusMessages: [],
    ...platformOf(group).info,
  };
}

/** Returns how many of the deployment's targets are in each state. */
export function overview({ targets }: Deployment): Required<DeploymentOverview> {
  const count = (status: TargetStatus) => targets.filter((target) => target.status === status).length;
  return {
    Pending: count('Pending'),
    InProgress: count('InProgress'),
    Succeeded: count('Succeeded'),
    Failed: count('Failed'),
    Skipped: count('Skipped'),
    Ready: count('Ready'),
  };
}

/** Returns the sentence with which CodeDeploy explains a rollback. */
export function rollbackMessage(failed: Deployment): string {
  return `Deployment ${failed.id} failed, so the last successful revision is deployed again.`;
}

function rollbackOf({ rollbackOf: failed, rolledBackBy }: Deployment): DeploymentInfo['rollbackInfo'] {
  if (failed) return { rollbackTriggeringDeploymentId: failed.id, rollbackMessage: rollbackMessage(failed) };
  return rolledBackBy && { rollbackDeploymentId: rolledBackBy.id };
}
