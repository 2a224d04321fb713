import type { DeploymentReport, DeploymentStatus, PipelineStatus } from '@shipbell/core';
import type { DeploymentGroup } from './aws/codedeploy.ts';
import type { AdditionalEvent, DeploymentSetting } from './config.ts';
import type { ExecutionFindings } from './execution/find-execution.ts';
import { findGroupSetting } from './find-setting.ts';
import type { DomainEvent } from './parse-event.ts';

const DEPLOYMENT_PROGRESS: ReadonlySet<DeploymentStatus> = new Set(['created', 'queued', 'in_progress', 'baking']);
const PIPELINE_PROGRESS: ReadonlySet<PipelineStatus> = new Set([
  'started',
  'resumed',
  'stopping',
  'superseded',
  'canceled',
]);

/**
 * Returns what ADDITIONAL_EVENTS must hold for the event to be reported; undefined for an event that is always
 * reported.
 */
export function additionalEventOf(event: DomainEvent): AdditionalEvent | undefined {
  switch (event.kind) {
    case 'deployment':
      return DEPLOYMENT_PROGRESS.has(event.status) ? 'progress' : undefined;
    case 'pipeline':
      return PIPELINE_PROGRESS.has(event.status) ? 'progress' : undefined;
    case 'approval':
      return event.isAddressed ? undefined : 'approvals';
    case 'stage':
      return 'stages';
    case 'action':
      return 'actions';
    case 'instance':
      return 'instances';
    case 'other':
      return undefined;
  }
}

/**
 * Returns what ADDITIONAL_EVENTS must hold for a deployment to be reported, by what CodeDeploy says of it: one for Auto
 * Scaling is no release, and a busy group has many. One that did not go well is always reported.
 */
export function additionalEventOfDeployment(
  { status }: { readonly status: DeploymentStatus },
  { scaling, instances }: Pick<DeploymentReport, 'scaling' | 'instances'>,
): AdditionalEvent | undefined {
  const isBad = status === 'failed' || status === 'stopped' || (status === 'succeeded' && instances?.failed);
  return scaling && !isBad ? 'scaling' : undefined;
}

/** Returns whether any deployment of CodeDeploy may be reported: an entry without a group asks for a pipeline alone. */
export function mayReportDeployments(settings: readonly DeploymentSetting[]): boolean {
  return settings.length === 0 || settings.some(({ group }) => group !== undefined);
}

/** The facts of an execution that decide whether it is reported. */
export interface ExecutionFacts extends Pick<ExecutionFindings, 'deployers' | 'isDeploymentFailure'> {
  readonly status: PipelineStatus;
  readonly setting: Pick<DeploymentSetting, 'group' | 'pipeline'>;
  /** Whether a deployment with a message of its own made the update of a stack fail, which is all that failed. */
  readonly isGroupReported: boolean;
  /** Whether the CodeDeploy deployments of this pipeline have messages of their own. */
  readonly areDeploymentsReported: boolean;
}

/**
 * Returns why an execution is not reported, because one message a deployment is enough; undefined for an execution that
 * is reported. An entry with a pipeline and no group asks for its successes, even where no deploy action says that it
 * deployed: CodeBuild, Lambda and others deploy too.
 */
export function whyNotReported({
  status,
  deployers,
  isDeploymentFailure,
  setting,
  isGroupReported,
  areDeploymentsReported,
}: ExecutionFacts): string | undefined {
  if (status === 'failed' && (isGroupReported || (isDeploymentFailure && areDeploymentsReported))) {
    return 'the message of the CodeDeploy deployment reports this failure';
  }
  if (status !== 'succeeded') return undefined;
  const isAskedFor = setting.pipeline !== undefined && setting.group === undefined;
  if (deployers === 'none') {
    return isAskedFor ? undefined : 'the execution deployed nothing, and no entry of DEPLOYMENTS asks for its pipeline';
  }
  if (deployers === 'codedeploy' && areDeploymentsReported)
    return 'the message of the CodeDeploy deployment reports it';
  return deployers === 'unknown' && setting.group !== undefined && setting.pipeline !== undefined
    ? 'an entry of DEPLOYMENTS says that CodeDeploy deploys for this pipeline, and its message reports it'
    : undefined;
}

/**
 * Returns whether the CodeDeploy deployments to these groups have messages of their own. An entry of DEPLOYMENTS that
 * names the pipeline and no group is not for them, so that the execution's message must report them. An entry with a
 * group leaves other groups to the environments whose entries name these.
 */
export function areDeploymentsReported(
  groups: readonly DeploymentGroup[],
  setting: DeploymentSetting,
  settings: readonly DeploymentSetting[],
): boolean {
  if (settings.length === 0 || setting.group !== undefined) return true;
  return groups.length > 0 && groups.every((group) => findGroupSetting(settings, group) !== undefined);
}
