import {
  BatchGetDeploymentTargetsCommand,
  type CodeDeployClient,
  type DeploymentTarget,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';

/** What is asked of CodeDeploy. Throws the SDK's errors, and an `AbortError` when the signal says so. */
export interface CodeDeploy {
  /** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeploymentTargets.html */
  readFailedTargets(deploymentId: string, signal: AbortSignal): Promise<FailedTargets>;
}

/** The targets on which a deployment failed. */
export interface FailedTargets {
  /** What is known of them, of a hundred at most. */
  readonly targets: readonly DeploymentTarget[];
  /** How many there are, as far as they were counted. */
  readonly count: number;
  /** There are more than were counted. */
  readonly isCut: boolean;
}

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeploymentTargets.html */
const BATCH = 25;
const MAX_BATCHES = 4;

export const createCodeDeploy = (client: Pick<CodeDeployClient, 'send'>): CodeDeploy => ({
  async readFailedTargets(deploymentId, abortSignal) {
    const list = new ListDeploymentTargetsCommand({ deploymentId, targetFilters: { TargetStatus: ['Failed'] } });
    const { targetIds = [], nextToken } = await client.send(list, { abortSignal });
    const batches = Array.from({ length: MAX_BATCHES }, (_, index) =>
      targetIds.slice(index * BATCH, (index + 1) * BATCH),
    ).filter(({ length }) => length > 0);
    const answers = await Promise.all(
      batches.map((ids) =>
        client.send(new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: ids }), { abortSignal }),
      ),
    );
    return {
      targets: answers.flatMap(({ deploymentTargets = [] }) => deploymentTargets),
      count: targetIds.length,
      isCut: nextToken !== undefined,
    };
  },
});
