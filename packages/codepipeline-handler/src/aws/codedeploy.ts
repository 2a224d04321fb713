import {
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  type CodeDeployClient,
  type DeploymentInfo,
  type DeploymentTarget,
  GetDeploymentCommand,
  ListDeploymentsCommand,
  ListDeploymentTargetsCommand,
  type TargetStatus,
} from '@aws-sdk/client-codedeploy';
import { type Reading, type ReadSubject, read } from '@shipbell/core/runtime';
import type { Page } from './repeated-reads.ts';

/**
 * The reads of CodeDeploy. None throws: each returns the answer, or a failure that names what was read and the IAM
 * action.
 */
export interface CodeDeploy {
  /** Reads one deployment: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html */
  readDeployment(deploymentId: string, signal: AbortSignal): Promise<Reading<DeploymentInfo>>;
  /**
   * Reads the ids of the deployments to a group that were created within the time, in no documented order:
   * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeployments.html
   */
  listDeployments(
    group: DeploymentGroup,
    query: { readonly from: Date | undefined; readonly to: Date; readonly after?: string | undefined },
    signal: AbortSignal,
  ): Promise<Reading<Page<string>>>;
  /**
   * Reads several deployments, in no particular order:
   * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeployments.html
   */
  readDeployments(deploymentIds: readonly string[], signal: AbortSignal): Promise<Reading<readonly DeploymentInfo[]>>;
  /**
   * Reads the targets of a deployment that have one of the statuses, or all of them, a hundred at most:
   * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeploymentTargets.html
   */
  readTargets(
    deploymentId: string,
    statuses: readonly TargetStatus[] | 'all',
    signal: AbortSignal,
  ): Promise<Reading<Targets>>;
  /**
   * Reads one target of a deployment:
   * https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeploymentTargets.html
   */
  readTarget(
    deploymentId: string,
    targetId: string,
    signal: AbortSignal,
  ): Promise<Reading<DeploymentTarget | undefined>>;
}

/** A CodeDeploy deployment group by its names. */
export interface DeploymentGroup {
  readonly application: string;
  readonly group: string;
}

/** The targets of a deployment that were asked for. */
export interface Targets {
  /** The targets as CodeDeploy shows them, a hundred at most. */
  readonly targets: readonly DeploymentTarget[];
  /** How many there are, as far as they were counted. */
  readonly count: number;
  /** Whether there are more than were counted. */
  readonly isCut: boolean;
}

/** The most ids that one call of BatchGetDeployments or BatchGetDeploymentTargets takes. */
const BATCH = 25;
const MAX_BATCHES = 4;

/** The read of a group's history needs both actions, so that whoever allows one of them allows the other. */
const GROUP_HISTORY: ReadSubject = {
  action: 'codedeploy:ListDeployments or codedeploy:BatchGetDeployments',
  resource: 'the history of the deployment group',
};

const TARGETS: ReadSubject = {
  action: 'codedeploy:ListDeploymentTargets or codedeploy:BatchGetDeploymentTargets',
  resource: 'the list of the deployment’s targets',
};

/** Returns the reads that the client makes. */
export function createCodeDeploy(client: Pick<CodeDeployClient, 'send'>): CodeDeploy {
  return {
    readDeployment: (deploymentId, abortSignal) =>
      read({ action: 'codedeploy:GetDeployment', resource: `deployment ${deploymentId}` }, async () => {
        const { deploymentInfo = {} } = await client.send(new GetDeploymentCommand({ deploymentId }), { abortSignal });
        return deploymentInfo;
      }),

    listDeployments: ({ application, group }, { from, to, after }, abortSignal) =>
      read(GROUP_HISTORY, async () => {
        const list = new ListDeploymentsCommand({
          applicationName: application,
          deploymentGroupName: group,
          createTimeRange: { start: from, end: to },
          nextToken: after,
        });
        const { deployments = [], nextToken } = await client.send(list, { abortSignal });
        return { items: deployments, next: nextToken };
      }),

    readDeployments: (ids, abortSignal) =>
      read(GROUP_HISTORY, async () => {
        const answers = await Promise.all(
          inBatches(ids).map((deploymentIds) =>
            client.send(new BatchGetDeploymentsCommand({ deploymentIds }), { abortSignal }),
          ),
        );
        return answers.flatMap(({ deploymentsInfo = [] }) => deploymentsInfo);
      }),

    readTargets: (deploymentId, statuses, abortSignal) =>
      read(TARGETS, async () => {
        const targetFilters = statuses === 'all' ? undefined : { TargetStatus: [...statuses] };
        const list = new ListDeploymentTargetsCommand({ deploymentId, targetFilters });
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
      }),

    readTarget: (deploymentId, targetId, abortSignal) =>
      read(
        {
          action: 'codedeploy:BatchGetDeploymentTargets',
          resource: `instance ${targetId} of deployment ${deploymentId}`,
        },
        async () => {
          const get = new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: [targetId] });
          return (await client.send(get, { abortSignal })).deploymentTargets?.[0];
        },
      ),
  };
}

function inBatches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, index) =>
    ids.slice(index * BATCH, (index + 1) * BATCH),
  );
}
