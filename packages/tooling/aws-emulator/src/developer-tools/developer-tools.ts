import { createHash } from 'node:crypto';
import type { RevisionLocation } from '@aws-sdk/client-codedeploy';
import { type Clock, createClock, uuidFor } from './clock-and-ids.ts';
import { type CodeDeploy, createCodeDeploy } from './codedeploy/codedeploy.ts';
import { approvalNotification } from './codepipeline/announce.ts';
import { inputArtifacts } from './codepipeline/artifacts.ts';
import { type CodePipeline, createCodePipeline } from './codepipeline/codepipeline.ts';
import type { ActionOutcome, ActionRun } from './codepipeline/model.ts';
import type { AwsLocation, Signal } from './signals.ts';

/** AWS's Developer Tools in one account and region: CodePipeline, and CodeDeploy, which its deploy actions start. */
export interface DeveloperTools {
  readonly clock: Clock;
  readonly codepipeline: CodePipeline;
  readonly codedeploy: CodeDeploy;
  /** Returns what both have sent since the last call. */
  takeSignals(): Signal[];
}

/** Creates Developer Tools without any pipeline or deployment group. */
export function createDeveloperTools({ account, region }: AwsLocation): DeveloperTools {
  const clock = createClock('2024-11-01T00:00:00Z');
  const signals: Signal[] = [];
  const emit = (more: Signal[]) => signals.push(...more);
  const codedeploy = createCodeDeploy({ account, region, clock, emit });

  /** Starts what an action's provider runs for it, and returns what the action shows of that. */
  const begin = (action: ActionRun): ActionOutcome => {
    const { provider } = action.declaration.actionTypeId ?? {};
    if (provider === 'CodeDeploy') return startDeployment(action, bundle(action), codedeploy, region);
    if (provider === 'CodeDeployToECS')
      return startDeployment(action, appSpec(action, region, account), codedeploy, region);
    if (provider === 'CodeBuild') return startBuild(action, region);
    if (provider === 'ECS') return serviceOf(action, region);
    if (provider === 'Manual') emit([approvalNotification(action, region)]);
    return {};
  };

  return {
    clock,
    codepipeline: createCodePipeline({ account, region, clock, emit, begin }),
    codedeploy,
    takeSignals: () => signals.splice(0),
  };
}

/** Starts the deployment of a deploy action. Throws when its deployment group was not declared. */
function startDeployment(
  action: ActionRun,
  revision: RevisionLocation,
  codedeploy: CodeDeploy,
  region: string,
): ActionOutcome {
  const { ApplicationName = '', DeploymentGroupName = '' } = action.declaration.configuration ?? {};
  const { deploymentId } = action.execution;
  const { id } = codedeploy.start(codedeploy.group(ApplicationName, DeploymentGroupName), {
    revision,
    ...(deploymentId && { id: deploymentId }),
  });
  return {
    externalExecutionId: id,
    externalExecutionUrl: `https://console.aws.amazon.com/codedeploy/home?region=${region}#/deployments/${id}`,
  };
}

/** Returns the artifact of the build as CodeDeploy's revision. */
function bundle(action: ActionRun): RevisionLocation {
  const [artifact] = inputArtifacts(action);
  const eTag = uuidFor(`${artifact?.s3location.key}`).replaceAll('-', '');
  return { revisionType: 'S3', s3Location: { ...artifact?.s3location, bundleType: 'zip', eTag } };
}

/** Returns the revision of an ECS deployment, with the service's next task definition: https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-resources.html */
function appSpec({ execution }: ActionRun, region: string, account: string): RevisionLocation {
  const { declaration, executions } = execution.pipeline;
  const TaskDefinition = `arn:aws:ecs:${region}:${account}:task-definition/${declaration.name}:${executions.indexOf(execution) + 1}`;
  const TargetService = { Type: 'AWS::ECS::Service', Properties: { TaskDefinition } };
  const content = JSON.stringify({ version: 0.0, Resources: [{ TargetService }] });
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { revisionType: 'AppSpecContent', appSpecContent: { content, sha256 } };
}

function startBuild({ id, declaration }: ActionRun, region: string): ActionOutcome {
  const build = `${declaration.configuration?.ProjectName}:${uuidFor(`${id}/build`)}`;
  return {
    externalExecutionId: build,
    externalExecutionUrl: `https://console.aws.amazon.com/codebuild/home?region=${region}#/builds/${build}/view/new`,
  };
}

function serviceOf({ id, declaration }: ActionRun, region: string): ActionOutcome {
  const { ClusterName, ServiceName } = declaration.configuration ?? {};
  return {
    externalExecutionId: `ecs-svc/${BigInt(`0x${uuidFor(id).slice(0, 8)}`)}`,
    externalExecutionUrl: `https://console.aws.amazon.com/ecs/home?region=${region}#/clusters/${ClusterName}/services/${ServiceName}/events`,
  };
}
