/** How many instances of a deployment are in which state, in CodeDeploy's words. */
export interface Overview {
  Succeeded: number;
  Failed: number;
  Skipped: number;
  InProgress: number;
  Pending: number;
}

/** A deployment as a trigger of CodeDeploy tells of it. Times are Java's: `Fri Nov 01 06:14:33 UTC 2024`. */
export interface Deployment {
  applicationName: string;
  deploymentGroupName: string;
  deploymentId: string;
  status: 'CREATED' | 'SUCCEEDED' | 'FAILED' | 'STOPPED';
  createTime: string;
  completeTime: string | null;
  deploymentOverview: Overview;
  errorInformation?: { ErrorCode: string; ErrorMessage: string };
  rollbackInformation?: { RollbackMessage?: string; RollbackTriggeringDeploymentId?: string };
}

/** What a trigger publishes to its topic. Unlike in the documentation, nested values are JSON in strings. */
export function deploymentNotification(deployment: Deployment, region: string, accountId: string) {
  const { applicationName, deploymentId, status, deploymentOverview, errorInformation, rollbackInformation } =
    deployment;
  const message = {
    region,
    accountId,
    eventTriggerName: `${applicationName}-trigger`,
    ...deployment,
    deploymentOverview: JSON.stringify(deploymentOverview),
    ...(errorInformation && { errorInformation: JSON.stringify(errorInformation) }),
    ...(rollbackInformation && { rollbackInformation: JSON.stringify(rollbackInformation) }),
  };
  return {
    Subject: `${status}: AWS CodeDeploy ${deploymentId} in ${region} to ${applicationName}`,
    Message: JSON.stringify(message),
  };
}
