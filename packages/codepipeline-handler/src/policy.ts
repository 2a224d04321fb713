import type { DeploymentStatus, PipelineStatus } from '@shipbell/core';
import type { AdditionalEvent, DeploymentSetting } from './config.ts';
import type { DeploymentGroup, ExecutionFindings } from './context.ts';
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

/** What has to be in ADDITIONAL_EVENTS for the event to be told; undefined where nobody has to ask for it. */
export function mustBeAsked(event: DomainEvent): AdditionalEvent | undefined {
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

/** What is known of an execution when it is decided whether it is told. */
export interface Execution extends Pick<ExecutionFindings, 'deployers' | 'isDeploymentFailure'> {
  readonly status: PipelineStatus;
  readonly setting: Pick<DeploymentSetting, 'group' | 'pipeline'>;
  /** The CodeDeploy deployments of this pipeline have messages of their own. */
  readonly areDeploymentsTold: boolean;
}

/** Why an execution is not told, for one message a deployment is enough; undefined where it is told. */
export function whyNotTold({
  status,
  deployers,
  isDeploymentFailure,
  setting,
  areDeploymentsTold,
}: Execution): string | undefined {
  if (status === 'failed' && isDeploymentFailure && areDeploymentsTold) {
    return 'the message of the CodeDeploy deployment tells of this failure';
  }
  if (status !== 'succeeded') return undefined;
  if (deployers === 'none') return 'the execution deployed nothing';
  if (deployers === 'codedeploy' && areDeploymentsTold) return 'the message of the CodeDeploy deployment tells of it';
  return deployers === 'unknown' && setting.group !== undefined && setting.pipeline !== undefined
    ? 'an entry of DEPLOYMENTS says that CodeDeploy deploys for this pipeline, and its message tells of it'
    : undefined;
}

/**
 * Whether the CodeDeploy deployments to these groups have messages of their own. An entry of DEPLOYMENTS that names the
 * pipeline and no group is not for them, so that somebody else must tell what became of them; one with a group leaves
 * other groups to those whose entries they are.
 */
export function areDeploymentsTold(
  groups: readonly DeploymentGroup[],
  setting: DeploymentSetting,
  settings: readonly DeploymentSetting[],
): boolean {
  if (settings.length === 0 || setting.group !== undefined) return true;
  return groups.length > 0 && groups.every((group) => findGroupSetting(settings, group) !== undefined);
}
