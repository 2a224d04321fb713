import {
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  type CodeDeployClient,
  type DeploymentInfo,
  type DeploymentTarget,
  GetDeploymentCommand,
  ListDeploymentsCommand,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';
import type { DeploymentGroup } from '../context.ts';
import type { Page } from './repeated-reads.ts';

/** What is asked of CodeDeploy. Throws the SDK's errors, and an `AbortError` when the signal says so. */
export interface CodeDeploy {
  /** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html */
  readDeployment(deploymentId: string, signal: AbortSignal): Promise<DeploymentInfo>;
  /**
   * The ids of the deployments to a group that were created within the time, in no documented order:
   * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeployments.html
   */
  listDeployments(
    group: DeploymentGroup,
    query: { readonly from: Date | undefined; readonly to: Date; readonly after?: string | undefined },
    signal: AbortSignal,
  ): Promise<Page<string>>;
  /** In no particular order: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeployments.html */
  readDeployments(deploymentIds: readonly string[], signal: AbortSignal): Promise<readonly DeploymentInfo[]>;
  /** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeploymentTargets.html */
  readFailedTargets(deploymentId: string, signal: AbortSignal): Promise<FailedTargets>;
  /** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeploymentTargets.html */
  readTarget(deploymentId: string, targetId: string, signal: AbortSignal): Promise<DeploymentTarget | undefined>;
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

/** What one call of BatchGetDeployments or BatchGetDeploymentTargets takes. */
const BATCH = 25;
const MAX_BATCHES = 4;

export function createCodeDeploy(client: Pick<CodeDeployClient, 'send'>): CodeDeploy {
  return {
    async readDeployment(deploymentId, abortSignal) {
      const { deploymentInfo = {} } = await client.send(new GetDeploymentCommand({ deploymentId }), { abortSignal });
      return deploymentInfo;
    },

    async listDeployments({ application, group }, { from, to, after }, abortSignal) {
      const list = new ListDeploymentsCommand({
        applicationName: application,
        deploymentGroupName: group,
        createTimeRange: { start: from, end: to },
        nextToken: after,
      });
      const { deployments = [], nextToken } = await client.send(list, { abortSignal });
      return { items: deployments, next: nextToken };
    },

    async readDeployments(ids, abortSignal) {
      const answers = await Promise.all(
        inBatches(ids).map((deploymentIds) =>
          client.send(new BatchGetDeploymentsCommand({ deploymentIds }), { abortSignal }),
        ),
      );
      return answers.flatMap(({ deploymentsInfo = [] }) => deploymentsInfo);
    },

    async readFailedTargets(deploymentId, abortSignal) {
      const list = new ListDeploymentTargetsCommand({ deploymentId, targetFilters: { TargetStatus: ['Failed'] } });
      const { targetIds = [], nextToken } = await client.send(list, { abortSignal });
      const answers = await Promise.all(
        inBatches(targetIds.slice(0, MAX_BATCHES * BATCH)).map((ids) =>
          client.send(new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: ids }), { abortSignal }),
        ),
      );
      return {
        targets: answers.flatMap(({ deploymentTargets = [] }) => deploymentTargets),
        count: targetIds.length,
        isCut: nextToken !== undefined,
      };
    },

    async readTarget(deploymentId, targetId, abortSignal) {
      const get = new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: [targetId] });
      return (await client.send(get, { abortSignal })).deploymentTargets?.[0];
    },
  };
}

function inBatches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, index) =>
    ids.slice(index * BATCH, (index + 1) * BATCH),
  );
}
