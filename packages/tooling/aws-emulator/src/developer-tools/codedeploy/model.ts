import type {
  DeploymentCreator,
  DeploymentStatus,
  ErrorInformation,
  InstanceTarget,
  RevisionLocation,
} from '@aws-sdk/client-codedeploy';

export interface DeploymentGroup {
  readonly application: string;
  readonly group: string;
  /** The ids of instances, or an ECS service. */
  readonly targets: { readonly instances: readonly string[] } | { readonly cluster: string; readonly service: string };
  /** The topic to which its trigger publishes the start and the end of a deployment. */
  readonly triggerTopicArn?: string;
  /** Whether the last good revision is deployed again when a deployment fails. */
  readonly rollsBack?: boolean;
}

/** A deployment as it stands now. */
export interface Deployment {
  readonly id: string;
  readonly group: DeploymentGroup;
  readonly revision: RevisionLocation;
  readonly creator: DeploymentCreator;
  readonly createTime: Date;
  /** For a rollback: the failed deployment that it rolls back. */
  readonly rollbackOf?: Deployment;
  // biome-ignore-start lint/plugin: a deployment goes on
  status: DeploymentStatus;
  completeTime?: Date;
  error?: ErrorInformation;
  /** For a failed deployment: the deployment that rolls it back. */
  rolledBackBy?: Deployment;
  /** All kinds of targets, an ECS service too, have the fields of an instance. */
  targets: InstanceTarget[];
  // biome-ignore-end lint/plugin: a deployment goes on
}

/** How a deployment is to fail. */
export interface Failure {
  /** The lifecycle event that fails. */
  readonly lifecycleEvent: string;
  /** The targets on which it fails. The targets before them succeed; the targets after them are skipped. */
  readonly targets: readonly string[];
  /** On instances, the script of that lifecycle event, and the lines it printed as the agent keeps them: `[stderr]…`. */
  readonly script?: { readonly name: string; readonly log: readonly string[] };
  /** The id of the deployment that rolls it back; one is made up when not given. */
  readonly rollbackId?: string;
}
