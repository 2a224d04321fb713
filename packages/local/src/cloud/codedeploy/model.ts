import type { DeploymentCreator, DeploymentStatus, InstanceTarget, RevisionLocation } from '@aws-sdk/client-codedeploy';

/** A deployment group on instances. */
export interface DeploymentGroup {
  application: string;
  group: string;
  /** Ids of its instances, in the order in which they are deployed to. */
  instances: readonly string[];
  /** The topic of its trigger, which tells of a deployment's start and end. */
  triggerTopicArn?: string;
  /** Whether the last good revision is deployed again when a deployment fails. */
  rollsBack?: boolean;
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
  error?: { code: 'HEALTH_CONSTRAINTS'; message: string };
  /** Of a deployment that failed: the one that rolls it back. */
  rolledBackBy?: Deployment;
  targets: InstanceTarget[];
}

/** How a deployment fails. */
export interface Failure {
  /** The lifecycle event that fails. */
  lifecycleEvent: LifecycleEventName;
  /** The script of that event, as `appspec.yml` names it. */
  script: string;
  /** What the script printed, a line each, as the agent keeps it: `[stderr]…`. */
  log: readonly string[];
  /** The instances on which it fails. Those before them have succeeded; those after them are skipped. */
  instances: readonly string[];
  /** What the deployment that rolls it back is called; one is made up when not given. */
  rollbackId?: string;
}

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html */
export const LIFECYCLE_EVENTS = [
  'ApplicationStop',
  'DownloadBundle',
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
] as const;

export type LifecycleEventName = (typeof LIFECYCLE_EVENTS)[number];
