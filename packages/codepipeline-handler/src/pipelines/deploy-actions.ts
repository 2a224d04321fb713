import type { ActionExecutionDetail, ActionTypeId, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { type DeployTarget, parseArn } from '@shipbell/core';
import type { DeploymentGroup } from '../aws/codedeploy.ts';
import { type AwsLocation, isAnother } from '../aws/reads.ts';

/** What a pipeline's definition and its executions both say of an action. */
export interface Action {
  readonly stage: string | undefined;
  readonly name: string | undefined;
  readonly type: ActionTypeId | undefined;
  readonly configuration: Readonly<Record<string, string | undefined>>;
  /** The region in which the action runs, where that is not the pipeline's. */
  readonly region?: string | undefined;
  /** The role with which the action runs; it is another account's where the action acts there. */
  readonly roleArn?: string | undefined;
}

/** Returns the actions that a pipeline's definition declares. */
export function declaredActions({ stages = [] }: PipelineDeclaration): Action[] {
  return stages.flatMap(({ name: stage, actions = [] }) =>
    actions.map(({ name, actionTypeId: type, configuration = {}, region, roleArn }) => ({
      stage,
      name,
      type,
      configuration,
      region,
      roleArn,
    })),
  );
}

/** Returns the action that an execution has run. */
export function executedAction({ stageName, actionName, input }: ActionExecutionDetail): Action {
  return {
    stage: stageName,
    name: actionName,
    type: input?.actionTypeId,
    configuration: input?.resolvedConfiguration ?? input?.configuration ?? {},
    region: input?.region,
    roleArn: input?.roleArn,
  };
}

/** The providers that make deployments of CodeDeploy, which report themselves. */
const CODEDEPLOY: ReadonlySet<string> = new Set(['CodeDeploy', 'CodeDeployToECS']);

/**
 * CloudFormation's modes that bring nothing live: a change set that is only made, and a stack that is deleted.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html
 */
const DEPLOYS_NOTHING: ReadonlySet<string> = new Set(['CHANGE_SET_REPLACE', 'DELETE_ONLY']);

/** Returns whether the action brings a revision live. */
export function isDeploy({ type, configuration }: Action): boolean {
  const isOnlyPrepared = type?.provider === 'CloudFormation' && DEPLOYS_NOTHING.has(configuration.ActionMode ?? '');
  return type?.category === 'Deploy' && !isOnlyPrepared;
}

/** Returns whether an action of this provider makes a deployment of CodeDeploy. */
export function isCodeDeployProvider(provider: string | undefined): boolean {
  return CODEDEPLOY.has(provider ?? '');
}

/** Returns whether the action deploys by CodeDeploy. */
export function isCodeDeploy(action: Action): boolean {
  return isDeploy(action) && isCodeDeployProvider(action.type?.provider);
}

/**
 * Returns whether CodeDeploy's own events of the action's deployment come from this location; those of a deployment in
 * another region or account come from there.
 */
export function reportsItself(action: Action, location: AwsLocation): boolean {
  return isCodeDeploy(action) && actsIn(action, location, undefined);
}

/** Returns the deployment that an action made and that reports itself in this location; undefined for any other action. */
export function deploymentOf(action: ActionExecutionDetail, location: AwsLocation): string | undefined {
  return reportsItself(executedAction(action), location)
    ? action.output?.executionResult?.externalExecutionId || undefined
    : undefined;
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

/** What an action of CodeDeploy's has deployed to which group. */
export interface MadeDeployment extends DeploymentGroup {
  /** Undefined where the action does not show it. */
  readonly deploymentId: string | undefined;
}

/** Returns what an action has deployed to which group; undefined for any other action. */
export function madeBy(action: ActionExecutionDetail): MadeDeployment | undefined {
  const group = groupOf(executedAction(action));
  return group && { ...group, deploymentId: action.output?.executionResult?.externalExecutionId || undefined };
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

/** Returns the stack that an action of CloudFormation's creates or updates; undefined for any other action. */
export function stackOf(action: Action): string | undefined {
  return isDeploy(action) && action.type?.provider === 'CloudFormation' ? action.configuration.StackName : undefined;
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
  CodeBuild: ['ProjectName'],
  CodeDeploy: ['ApplicationName', 'DeploymentGroupName'],
  CodeDeployToECS: ['ApplicationName', 'DeploymentGroupName'],
  EC2: ['InstanceTagKey', 'InstanceTagValue'],
  ECS: ['ClusterName', 'ServiceName'],
  EKS: ['ClusterName'],
  ElasticBeanstalk: ['ApplicationName', 'EnvironmentName'],
  Lambda: ['FunctionName'],
  S3: ['BucketName'],
  ServiceCatalog: ['ProductId'],
};

/** Returns what an action works on: a service, a stack, a bucket; undefined where its configuration does not say it. */
export function subjectOf({ type, configuration }: Action): string | undefined {
  const provider = type?.provider ?? '';
  const keys = Object.hasOwn(NAMES, provider) ? (NAMES[provider] ?? []) : [];
  const name = keys.flatMap((key) => configuration[key] || []).join(' / ');
  // A variable of the pipeline, as `#{Build.STACK}`, has its value in an execution alone.
  return name.includes('#{') ? undefined : name || undefined;
}

/** One place that an action deploys to, whatever comes of it. */
export type Place = Omit<DeployTarget, 'outcome'>;

/** Returns where a deploy action deploys to; `own` is the pipeline's location. */
export function placeOf(action: Action, own: AwsLocation): Place {
  const { type, configuration, region, roleArn } = action;
  const name = subjectOf(action);
  return {
    provider: type?.provider ?? 'Deploy',
    name,
    action: name === undefined ? labelOf(action) : undefined,
    account: parseArn(roleArn ?? configuration.RoleArn ?? '')?.account || own.account,
    region: region ?? own.region,
  };
}

/** Returns `Prod / Deploy`, which distinguishes the actions of a pipeline. */
export function labelOf({ stage, name }: Action): string | undefined {
  return [stage, name].filter(Boolean).join(' / ') || undefined;
}

/** Returns whether an action, which may be an earlier execution's, deploys to the place. */
export function deploysTo(place: Place, action: Action, own: AwsLocation): boolean {
  if (!isDeploy(action)) return false;
  return place.action === undefined ? isSamePlace(place, placeOf(action, own)) : place.action === labelOf(action);
}

/** Returns whether both are one place. */
export function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.provider === other.provider &&
    one.name === other.name &&
    one.action === other.action &&
    one.account === other.account &&
    one.region === other.region
  );
}
