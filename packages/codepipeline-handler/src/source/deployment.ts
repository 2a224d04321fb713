import type { DeploymentInfo, RevisionLocation } from '@aws-sdk/client-codedeploy';

/** A CodeDeploy deployment, as far as it takes to find its source. */
export interface Deployment {
  readonly id: string;
  readonly createdAt: Date | undefined;
  readonly endedAt: Date | undefined;
  /** As CodeDeploy spells it: `Succeeded`. */
  readonly status: string | undefined;
  readonly revision: RevisionLocation | undefined;
  /** `user` (people and pipelines), `codeDeployRollback`, `autoscaling`, `CloudFormation`, …. */
  readonly creator: string | undefined;
  /** The failed deployment because of which this one was made. */
  readonly triggeringDeploymentId: string | undefined;
}

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
export function toDeployment(info: DeploymentInfo): Deployment {
  return {
    id: info.deploymentId ?? '',
    createdAt: info.createTime,
    endedAt: info.completeTime,
    status: info.status,
    revision: info.revision,
    creator: info.creator,
    triggeringDeploymentId: info.rollbackInfo?.rollbackTriggeringDeploymentId,
  };
}

/** Made by CodeDeploy itself out of an earlier revision, so that no pipeline's action shows it. */
export function isRepetition({ creator, triggeringDeploymentId }: Deployment): boolean {
  return triggeringDeploymentId !== undefined || REPEATERS.has(creator ?? '');
}

const REPEATERS: ReadonlySet<string> = new Set(['codeDeployRollback', 'autoscaling', 'CodeDeployAutoUpdate']);
