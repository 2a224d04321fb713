import type { DeploymentInfo, DeploymentTarget, ErrorInformation, InstanceTarget } from '@aws-sdk/client-codedeploy';
import type { AwsLocation } from '../signals.ts';
import type { DeploymentGroup } from './model.ts';

/** What differs between the platforms that CodeDeploy deploys to. */
export interface Platform {
  /** The targets, in the order in which they are deployed to. */
  readonly targetIds: readonly string[];
  targetArn(id: string, location: AwsLocation): string;
  /** Returns a target as BatchGetDeploymentTargets shows it. */
  show(target: InstanceTarget): DeploymentTarget;
  /** The lifecycle events, in the order in which they run on a target. */
  readonly lifecycleEvents: readonly string[];
  /** CodeDeploy's error for a failed deployment. */
  readonly error: ErrorInformation;
  readonly info: Pick<DeploymentInfo, 'computePlatform' | 'deploymentConfigName' | 'deploymentStyle'>;
}

/** Returns the platform that a deployment group deploys to. */
export function platformOf({ targets }: DeploymentGroup): Platform {
  return 'instances' in targets ? instances(targets.instances) : ecsService(targets.cluster, targets.service);
}

/**
 * Returns the platform of instances, to which CodeDeploy deploys one after the other.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
function instances(targetIds: readonly string[]): Platform {
  return {
    targetIds,
    targetArn: (id, { account, region }) => `arn:aws:ec2:${region}:${account}:instance/${id}`,
    show: (instanceTarget) => ({ deploymentTargetType: 'InstanceTarget', instanceTarget }),
    lifecycleEvents: [
      'ApplicationStop',
      'DownloadBundle',
      'BeforeInstall',
      'Install',
      'AfterInstall',
      'ApplicationStart',
      'ValidateService',
    ],
    error: {
      code: 'HEALTH_CONSTRAINTS',
      message:
        'The overall deployment failed because too many individual instances failed deployment, too few healthy ' +
        'instances are available for deployment, or some instances in your deployment group are experiencing problems.',
    },
    info: {
      computePlatform: 'Server',
      deploymentConfigName: 'CodeDeployDefault.OneAtATime',
      deploymentStyle: { deploymentType: 'IN_PLACE', deploymentOption: 'WITHOUT_TRAFFIC_CONTROL' },
    },
  };
}

/**
 * Returns the platform of an ECS service, with a blue/green deployment.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html
 */
function ecsService(cluster: string, service: string): Platform {
  return {
    targetIds: [`${cluster}:${service}`],
    targetArn: (_id, { account, region }) => `arn:aws:ecs:${region}:${account}:service/${cluster}/${service}`,
    show: (ecsTarget) => ({ deploymentTargetType: 'ECSTarget', ecsTarget }),
    lifecycleEvents: [
      'BeforeInstall',
      'Install',
      'AfterInstall',
      'AllowTestTraffic',
      'AfterAllowTestTraffic',
      'BeforeAllowTraffic',
      'AllowTraffic',
      'AfterAllowTraffic',
    ],
    error: {
      code: 'HOOK_EXECUTION_FAILURE',
      message: 'The deployment failed because a lifecycle event hook did not succeed.',
    },
    info: {
      computePlatform: 'ECS',
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    },
  };
}
