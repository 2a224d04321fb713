import type { ActionExecutionDetail, ActionTypeId, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { type DeployTarget, parseArn } from '@shipbell/core';
import type { DeploymentGroup } from '../aws/codedeploy.ts';
import { type AwsLocation, isAnother } from '../aws/reads.ts';

/** What a pipeline's definition and its executions both say of an action. */
export interface Action {
  readonly type: ActionTypeId | undefined;
  readonly configuration: Readonly<Record<string, string | undefined>>;
  /** The region in which the action runs, where that is not the pipeline's. */
  readonly region?: string | undefined;
  /** The role with which the action runs; it is another account's where the action acts there. */
  readonly roleArn?: string | undefined;
}

/** Returns the actions that a pipeline's definition declares. */
export function declaredActions({ stages = [] }: PipelineDeclaration): Action[] {
  return stages
    .flatMap(({ actions = [] }) => actions)
    .map(({ actionTypeId: type, configuration = {}, region, roleArn }) => ({ type, configuration, region, roleArn }));
}

/** Returns the action that an execution has run. */
export function executedAction({ input }: ActionExecutionDetail): Action {
  return {
    type: input?.actionTypeId,
    configuration: input?.resolvedConfiguration ?? input?.configuration ?? {},
    region: input?.region,
    roleArn: input?.roleArn,
  };
}

/** The providers that make deployments of CodeDeploy, which report themselves. */
const CODEDEPLOY: ReadonlySet<string> = new Set(['CodeDeploy', 'CodeDeployToECS']);

/** Returns whether the action deploys. */
export function isDeploy({ type }: Action): boolean {
  return type?.category === 'Deploy';
}

/** Returns whether the action deploys by CodeDeploy. */
export function isCodeDeploy(action: Action): boolean {
  return isDeploy(action) && CODEDEPLOY.has(action.type?.provider ?? '');
}

/**
 * Returns whether CodeDeploy's own events of the action's deployment come from this location; those of a deployment in
 * another region or account come from there.
 */
export function reportsItself(action: Action, location: AwsLocation): boolean {
  return isCodeDeploy(action) && actsIn(action, location, undefined);
}

/**
 * Returns whether the action acts in this location, as far as its region and its role say; without them, it acts where
 * its pipeline is.
 */
export function actsIn(
  { region: own, roleArn = '' }: Action,
  { account, region }: AwsLocation,
  pipelineRegion: string | undefined,
): boolean {
  return !isAnother(own ?? pipelineRegion, region) && !isAnother(parseArn(roleArn)?.account, account);
}

/** Returns the group that an action of CodeDeploy's deploys to; undefined for any other action. */
export function groupOf(action: Action): DeploymentGroup | undefined {
  const { ApplicationName: application, DeploymentGroupName: group } = action.configuration;
  return isCodeDeploy(action) && application && group ? { application, group } : undefined;
}

/** Returns whether the action deploys to the group by CodeDeploy. */
export function deploysToGroup(action: Action, { application, group }: DeploymentGroup): boolean {
  const target = groupOf(action);
  return target !== undefined && target.application === application && target.group === group;
}

/** The modes of a CloudFormation action that leave every resource of its stack as it is, or delete them. */
const NOT_DEPLOYING: ReadonlySet<string> = new Set(['CHANGE_SET_REPLACE', 'DELETE_ONLY']);

/** Returns the stack that an action of CloudFormation's creates or updates; undefined for any other action. */
export function stackOf({ type, configuration }: Action): string | undefined {
  const { ActionMode = '', StackName } = configuration;
  return type?.provider === 'CloudFormation' && !NOT_DEPLOYING.has(ActionMode) ? StackName : undefined;
}

/** Returns the groups that a pipeline is defined to deploy to. */
export function groupsOfDefinition(definition: PipelineDeclaration): DeploymentGroup[] {
  return declaredActions(definition).flatMap((action) => groupOf(action) ?? []);
}

/**
 * The keys that name the target in a provider's configuration, the widest first:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/integrations-action-type.html#integrations-deploy
 */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  AppConfig: ['Application', 'Environment'],
  CloudFormation: ['StackName'],
  CloudFormationStackInstances: ['StackSetName'],
  CloudFormationStackSet: ['StackSetName'],
  CodeDeploy: ['ApplicationName', 'DeploymentGroupName'],
  CodeDeployToECS: ['ApplicationName', 'DeploymentGroupName'],
  EC2: ['InstanceTagKey', 'InstanceTagValue'],
  ECS: ['ClusterName', 'ServiceName'],
  EKS: ['ClusterName'],
  ElasticBeanstalk: ['ApplicationName', 'EnvironmentName'],
  Lambda: ['FunctionName'],
  S3: ['BucketName'],
};

/** Returns what a deploy action deploys to. */
export function targetOf({ type, configuration }: Action): DeployTarget {
  const provider = type?.provider ?? 'Deploy';
  const keys = Object.hasOwn(NAMES, provider) ? (NAMES[provider] ?? []) : [];
  return { provider, name: keys.flatMap((key) => configuration[key] || []).join(' / ') || undefined };
}
