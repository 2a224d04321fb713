import type { ApprovalReport } from '../reports/approval-report.ts';
import type { DeploymentReport } from '../reports/deployment-report.ts';
import type { ExecutionReport } from '../reports/execution-report.ts';
import type { InstanceReport } from '../reports/instance-report.ts';
import type { NoticeReport } from '../reports/notice-report.ts';
import type { DeployTarget, PipelineReport } from '../reports/pipeline-report.ts';
import type { Change, DeployedSource, RevisionName } from '../reports/revision.ts';
import type { StageOrActionReport } from '../reports/stage-or-action-report.ts';
import type { Kept } from './mask-report.ts';

/*
 * What of a report is never masked: names, ids and ARNs that AWS gives, whose characters it restricts or which a reader has
 * to find again in AWS; what the operator has set; and links that are made here of such names. A name such as
 * `token-service:1a2b3c4d5e6f` would look like a secret.
 */

/** What the operator has set, and a status of ours. */
const OWN = { environment: true, linkStyle: true, team: true, name: true, status: true } as const;

const REVISION_NAME = { id: true, name: true } as const satisfies Kept<RevisionName>;

const SOURCE = {
  kind: true,
  certainty: true,
  pipeline: true,
  pipelineRegion: true,
  executionId: true,
  bundle: true,
  revisions: { ...REVISION_NAME, action: true, ref: { kind: true } },
} as const satisfies Kept<DeployedSource>;

const CHANGE = { kind: true, previous: REVISION_NAME } as const satisfies Kept<Change>;

export const KEPT_OF_APPROVAL: Kept<ApprovalReport> = {
  ...OWN,
  pipeline: true,
  stage: true,
  action: true,
  region: true,
  reviewUrl: true,
  source: SOURCE,
};

export const KEPT_OF_DEPLOYMENT: Kept<DeploymentReport> = {
  ...OWN,
  application: true,
  group: true,
  deploymentId: true,
  region: true,
  platform: true,
  scaling: true,
  functions: true,
  wait: true,
  stop: { kind: true, alarms: true },
  failure: { kind: true, targetId: true, lifecycleEvent: true, outcome: true },
  withoutRollback: true,
  rollback: { triggeringDeploymentId: true, rollbackDeploymentId: true, from: REVISION_NAME },
  rolledBackStop: { kind: true, alarms: true },
  siteUrl: true,
  source: SOURCE,
  change: CHANGE,
  recovery: { kind: true },
  slowness: { kind: true },
};

export const KEPT_OF_EXECUTION: Kept<ExecutionReport> = {
  ...OWN,
  executionArn: true,
  url: true,
  parentUrl: true,
  imageUrl: true,
  stoppedAt: true,
  failure: {
    state: true,
    resource: true,
    nested: true,
    lambda: true,
    later: { state: true },
    earlier: { state: true },
    jobPages: true,
  },
  retrying: { state: true },
  recovery: { kind: true },
  lines: {
    name: true,
    type: true,
    outcomes: true,
    outcome: true,
    spans: true,
    resource: true,
    mapRunUrl: true,
    nested: true,
  },
};

export const KEPT_OF_INSTANCE: Kept<InstanceReport> = {
  ...OWN,
  deploymentId: true,
  instanceId: true,
  region: true,
  lifecycleEvents: { name: true },
};

/** Anything may stand in an event that is not known. */
export const KEPT_OF_NOTICE: Kept<NoticeReport> = { environment: true, linkStyle: true };

const TARGET = true satisfies Kept<DeployTarget>;

export const KEPT_OF_PIPELINE: Kept<PipelineReport> = {
  ...OWN,
  pipeline: true,
  executionId: true,
  account: true,
  region: true,
  siteUrl: true,
  targets: { kind: true, targets: TARGET },
  source: SOURCE,
  change: { change: CHANGE, target: TARGET },
  recovery: { kind: true },
  slowness: { kind: true },
  failure: { kind: true, stage: true, action: true, provider: true, subject: true, otherActions: true },
  rollback: { failedExecutionId: true, targetExecutionId: true, from: REVISION_NAME },
};

export const KEPT_OF_STAGE_OR_ACTION: Kept<StageOrActionReport> = {
  ...OWN,
  pipeline: true,
  executionId: true,
  region: true,
  stage: true,
  action: true,
  provider: true,
};
