import type { ActionTypeId, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { type DeployTarget, parseArn } from '@shipbell/core';
import type { Place } from '../aws/reads.ts';
import type { DeploymentGroup } from '../context.ts';

/** What a pipeline's definition and its executions both say of an action. */
export interface Action {
  readonly type: ActionTypeId | undefined;
  readonly configuration: Readonly<Record<string, string | undefined>>;
  /** Where it runs, if not in the pipeline's region. */
  readonly region?: string | undefined;
  /** The role that it runs with, of another account where it acts there. */
  readonly roleArn?: string | undefined;
}

/** `CodeDeployToECS` is CodeDeploy's as well: its deployments tell of themselves. */
const CODEDEPLOY: ReadonlySet<string> = new Set(['CodeDeploy', 'CodeDeployToECS']);

export function isDeploy({ type }: Action): boolean {
  return type?.category === 'Deploy';
}

export function isCodeDeploy(action: Action): boolean {
  return isDeploy(action) && CODEDEPLOY.has(action.type?.provider ?? '');
}

/** A deployment by CodeDeploy that tells of itself in this place; one in another region or account does so over there. */
export function tellsOfItself(action: Action, { account, region }: Place): boolean {
  return (
    isCodeDeploy(action) &&
    !isAnother(action.region, region) &&
    !isAnother(parseArn(action.roleArn ?? '')?.account, account)
  );
}

function isAnother(one: string | undefined, other: string | undefined): boolean {
  return Boolean(one) && other !== undefined && one !== other;
}

/** The group that an action of CodeDeploy's deploys to. */
export function groupOf(action: Action): DeploymentGroup | undefined {
  const { ApplicationName: application, DeploymentGroupName: group } = action.configuration;
  return isCodeDeploy(action) && application && group ? { application, group } : undefined;
}

/** The groups that a pipeline is defined to deploy to. */
export function groupsOfDefinition({ stages = [] }: PipelineDeclaration): DeploymentGroup[] {
  return stages
    .flatMap(({ actions = [] }) => actions)
    .flatMap(({ actionTypeId: type, configuration = {} }) => groupOf({ type, configuration }) ?? []);
}

/**
 * What names the target in a provider's configuration, the widest first:
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

export function targetOf({ type, configuration }: Action): DeployTarget {
  const provider = type?.provider ?? 'Deploy';
  const keys = Object.hasOwn(NAMES, provider) ? (NAMES[provider] ?? []) : [];
  return { provider, name: keys.flatMap((key) => configuration[key] || []).join(' / ') || undefined };
}
