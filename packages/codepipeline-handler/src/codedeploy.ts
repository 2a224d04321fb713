import {
  BatchGetDeploymentTargetsCommand,
  type CodeDeployClient,
  type DeploymentTarget,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';

/** What is asked of CodeDeploy. Throws the SDK's errors. */
export interface CodeDeploy {
  /**
   * The targets on which a deployment failed, at most 25.
   * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeploymentTargets.html
   */
  readFailedTargets(deploymentId: string): Promise<readonly DeploymentTarget[]>;
}

/** As many as one call takes; the first failure is among the first. */
const MAX_TARGETS = 25;

export const createCodeDeploy = (client: Pick<CodeDeployClient, 'send'>): CodeDeploy => ({
  async readFailedTargets(deploymentId) {
    const targetFilters = { TargetStatus: ['Failed'] };
    const { targetIds = [] } = await client.send(new ListDeploymentTargetsCommand({ deploymentId, targetFilters }));
    if (targetIds.length === 0) return [];
    const input = { deploymentId, targetIds: targetIds.slice(0, MAX_TARGETS) };
    const { deploymentTargets = [] } = await client.send(new BatchGetDeploymentTargetsCommand(input));
    return deploymentTargets;
  },
});
