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
import { type CodeDeploy, createCodeDeploy } from '../aws/codedeploy.ts';
import { answer, failure, pageOf, type Refused, withDates } from './answers.ts';

/** The targets of each deployment, or the name of the error that reading them throws; times as ISO 8601. */
export type TargetsFixture = Readonly<Record<string, readonly DeploymentTarget[] | Refused>>;

/** The deployments of the account, in any order; times as ISO 8601. */
export type DeploymentsFixture = readonly DeploymentInfo[] | Refused;

/**
 * Returns the reads of a CodeDeploy that has these deployments. A deployment without targets here has none. Lists
 * come two a page.
 */
export function codedeployFrom(targets: TargetsFixture, deployments?: DeploymentsFixture): CodeDeploy {
  return createCodeDeploy(codedeployClient(targets, deployments));
}

/** Returns the client that answers as AWS does. */
export function codedeployClient(
  targets: TargetsFixture,
  deployments: DeploymentsFixture = [],
  pageSize?: number,
): Pick<CodeDeployClient, 'send'> {
  const all = () => withDates(answer(deployments));
  const targetsOf = (id = '') =>
    withDates(answer(targets[id] ?? [])).map((target, index) => {
      const { targetId = `target ${index}`, status = 'Failed' } = detailsOf(target);
      return { target, id: targetId, status };
    });
  const send = async (command: unknown): Promise<object> => {
    if (command instanceof GetDeploymentCommand) {
      const deploymentInfo = all().find(({ deploymentId }) => deploymentId === command.input.deploymentId);
      if (deploymentInfo === undefined) throw failure('DeploymentDoesNotExistException');
      return { deploymentInfo };
    }
    if (command instanceof ListDeploymentsCommand) return deploymentsFor(command.input, all(), pageSize);
    if (command instanceof BatchGetDeploymentsCommand) {
      const { deploymentIds = [] } = command.input;
      return { deploymentsInfo: all().filter(({ deploymentId = '' }) => deploymentIds.includes(deploymentId)) };
    }
    if (command instanceof ListDeploymentTargetsCommand) {
      const wanted = command.input.targetFilters?.TargetStatus;
      const listed = targetsOf(command.input.deploymentId).filter(({ status }) => wanted?.includes(status) ?? true);
      return { targetIds: listed.map(({ id }) => id) };
    }
    if (command instanceof BatchGetDeploymentTargetsCommand) {
      const { deploymentId, targetIds = [] } = command.input;
      const asked = targetsOf(deploymentId).filter(({ id }) => targetIds.includes(id));
      return { deploymentTargets: asked.map(({ target }) => target) };
    }
    throw new Error('CodeDeploy is not asked for this');
  };
  return { send: send as CodeDeployClient['send'] };
}

function detailsOf(target: DeploymentTarget) {
  return target.instanceTarget ?? target.ecsTarget ?? target.lambdaTarget ?? target.cloudFormationTarget ?? {};
}

function deploymentsFor(
  {
    applicationName,
    deploymentGroupName,
    createTimeRange: { start, end } = {},
    nextToken,
  }: ListDeploymentsCommand['input'],
  all: readonly DeploymentInfo[],
  pageSize: number | undefined,
) {
  const listed = all.filter(
    (one) =>
      one.applicationName === applicationName &&
      one.deploymentGroupName === deploymentGroupName &&
      one.createTime !== undefined &&
      (end === undefined || one.createTime <= end) &&
      (start === undefined || one.createTime >= start),
  );
  const ids = listed.flatMap(({ deploymentId }) => deploymentId ?? []);
  const { items, next } = pageOf(ids, nextToken, pageSize);
  return { deployments: items, nextToken: next };
}
