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
  /** Instances by their ids, or an ECS service. */
  readonly targets: { readonly instances: readonly string[] } | { readonly cluster: string; readonly service: string };
  /** The topic of its trigger, which tells of a deployment's start and end. */
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
  /** Of a deployment that rolls back: because of which it does. */
  readonly rollbackOf?: Deployment;
  status: DeploymentStatus;
  completeTime?: Date;
  error?: ErrorInformation;
  /** Of a deployment that failed: the one that rolls it back. */
  rolledBackBy?: Deployment;
  /** Targets of all kinds have what an instance has. */
  targets: InstanceTarget[];
}

/** How a deployment fails. */
export interface Failure {
  /** The lifecycle event that fails. */
  readonly lifecycleEvent: string;
  /** The targets on which it fails. Those before them have succeeded; those after them are skipped. */
  readonly targets: readonly string[];
  /** On instances, the script of that event, with what it printed as the agent keeps it: `[stderr]…`. */
  readonly script?: { readonly name: string; readonly log: readonly string[] };
  /** What the deployment that rolls it back is called; one is made up when not given. */
  readonly rollbackId?: string;
}
