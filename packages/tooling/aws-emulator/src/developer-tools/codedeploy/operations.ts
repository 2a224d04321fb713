import type {
  BatchGetDeploymentsInput,
  BatchGetDeploymentsOutput,
  BatchGetDeploymentTargetsInput,
  BatchGetDeploymentTargetsOutput,
  GetDeploymentInput,
  GetDeploymentOutput,
  ListDeploymentsInput,
  ListDeploymentTargetsInput,
} from '@aws-sdk/client-codedeploy';
import { AwsFault, listed, type Operation } from '../../gateway/operations.ts';
import { deploymentInfo } from './describe.ts';
import type { Deployment, DeploymentGroup } from './model.ts';
import { platformOf } from './platforms.ts';

/** How many ids CodeDeploy gives on a page. */
const PAGE_SIZE = 100;
/** How many ids a batch operation takes. */
const BATCH_SIZE = 25;

/**
 * Returns CodeDeploy's read operations: https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_Operations.html
 *
 * @param state the groups and deployments, oldest first; the operations see what is added to them later
 */
export function codedeployOperations(state: {
  groups: readonly DeploymentGroup[];
  deployments: readonly Deployment[];
}): Record<string, Operation> {
  const find = (id: string | undefined): Deployment => {
    if (!id) throw new AwsFault('DeploymentIdRequiredException', 'At least one deployment ID must be specified.');
    const deployment = state.deployments.find((one) => one.id === id);
    if (deployment) return deployment;
    throw new AwsFault('DeploymentDoesNotExistException', `The deployment ${id} could not be found`);
  };

  const getDeployment = ({ deploymentId }: GetDeploymentInput): GetDeploymentOutput => ({
    deploymentInfo: deploymentInfo(find(deploymentId)),
  });

  const batchGetDeployments = ({ deploymentIds = [] }: BatchGetDeploymentsInput): BatchGetDeploymentsOutput => {
    if (deploymentIds.length > BATCH_SIZE) throw new AwsFault('BatchLimitExceededException', 'Too many IDs');
    const asked = state.deployments.filter(({ id }) => deploymentIds.includes(id));
    return { deploymentsInfo: asked.map(deploymentInfo) };
  };

  /** Lists the newest first. In JSON, the range is in seconds of the epoch. */
  const listDeployments = (input: ListDeploymentsInput): object => {
    assertGroup(input, state.groups);
    const { applicationName, deploymentGroupName, includeOnlyStatuses = [], createTimeRange, nextToken } = input;
    const start = Number(createTimeRange?.start ?? 0) * 1000;
    const end = Number(createTimeRange?.end ?? Number.POSITIVE_INFINITY) * 1000;
    const asked = state.deployments.filter(({ group, status, createTime }) => {
      const isInGroup = group.application === applicationName && group.group === deploymentGroupName;
      const hasStatus = includeOnlyStatuses.length === 0 || includeOnlyStatuses.includes(status);
      const isInRange = createTime.getTime() >= start && createTime.getTime() <= end;
      return (applicationName === undefined || isInGroup) && hasStatus && isInRange;
    });
    const ids = asked.map(({ id }) => id).toReversed();
    return listed('deployments', ids, PAGE_SIZE, nextToken);
  };

  const listDeploymentTargets = ({ deploymentId, targetFilters, nextToken }: ListDeploymentTargetsInput): object => {
    const wanted = targetFilters?.TargetStatus;
    const targets = find(deploymentId).targets.filter(
      ({ status = '' }) => wanted === undefined || wanted.includes(status),
    );
    const ids = targets.map(({ targetId }) => targetId);
    return listed('targetIds', ids, PAGE_SIZE, nextToken);
  };

  const batchGetDeploymentTargets = (input: BatchGetDeploymentTargetsInput): BatchGetDeploymentTargetsOutput => {
    const { targets, group } = find(input.deploymentId);
    const { show } = platformOf(group);
    const asked = input.targetIds ?? [];
    if (asked.length === 0) throw new AwsFault('DeploymentTargetIdRequiredException', 'A target ID is required.');
    if (asked.length > BATCH_SIZE) throw new AwsFault('InvalidDeploymentTargetIdException', 'Too many target IDs');
    const deploymentTargets = asked.map((id) => {
      const target = targets.find(({ targetId }) => targetId === id);
      if (target) return show(target);
      throw new AwsFault(
        'DeploymentTargetDoesNotExistException',
        `The target ${id} does not belong to the deployment.`,
      );
    });
    return { deploymentTargets };
  };

  return {
    GetDeployment: getDeployment,
    BatchGetDeployments: batchGetDeployments,
    ListDeployments: listDeployments,
    ListDeploymentTargets: listDeploymentTargets,
    BatchGetDeploymentTargets: batchGetDeploymentTargets,
  };
}

/** Throws AWS's error unless the input names an application and a group that exist, or neither. */
function assertGroup(input: ListDeploymentsInput, groups: readonly DeploymentGroup[]): void {
  const { applicationName, deploymentGroupName } = input;
  if (applicationName === undefined && deploymentGroupName === undefined) return;
  if (applicationName === undefined)
    throw new AwsFault('ApplicationNameRequiredException', 'Application name is missing');
  if (deploymentGroupName === undefined) {
    throw new AwsFault('DeploymentGroupNameRequiredException', 'Deployment group name is missing');
  }
  const ofApplication = groups.filter(({ application }) => application === applicationName);
  if (ofApplication.length === 0) {
    throw new AwsFault('ApplicationDoesNotExistException', `No application found for name: ${applicationName}`);
  }
  if (!ofApplication.some(({ group }) => group === deploymentGroupName)) {
    const message = `No Deployment Group found for name: ${deploymentGroupName}`;
    throw new AwsFault('DeploymentGroupDoesNotExistException', message);
  }
}
