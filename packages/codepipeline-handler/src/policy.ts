import {
  asksFor,
  type DeploymentReport,
  type DeploymentSettingStatus,
  type DeploymentStatus,
  type PipelineStatus,
  type Recovery,
} from '@shipbell/core';
import type { AdditionalEvent, DeploymentSetting } from './config.ts';
import type { FoundDeployers } from './execution/find-targets.ts';
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

/** The statuses of the settings by those of the events. An event with any other status is reported whatever is set. */
const SETTING_STATUSES: Readonly<Record<string, DeploymentSettingStatus | undefined>> = {
  created: 'started',
  queued: 'started',
  in_progress: 'started',
  baking: 'started',
  started: 'started',
  resumed: 'started',
  ready: 'ready',
  waiting: 'waiting',
  succeeded: 'succeeded',
  failed: 'failed',
  stopping: 'stopped',
  stopped: 'stopped',
  superseded: 'superseded',
  canceled: 'superseded',
  abandoned: 'superseded',
};

/** Returns the status of the settings that an event has by its own word; empty for one that is always reported. */
export function settingStatuses({ status = '' }: { readonly status?: string | undefined }): DeploymentSettingStatus[] {
  const named = SETTING_STATUSES[status];
  return named === undefined ? [] : [named];
}

/**
 * Returns the statuses of the settings that a deployment has by what CodeDeploy says of it, the most telling first. An alarm
 * that stopped it is as bad as a failure, and so are instances on which it failed.
 */
export function statusesOfDeployment(
  event: { readonly status: DeploymentStatus },
  { stop, instances, rollback }: Pick<DeploymentReport, 'stop' | 'instances' | 'rollback'>,
): DeploymentSettingStatus[] {
  if (event.status === 'stopped' && stop?.kind === 'alarm') return ['failed', 'stopped'];
  if (event.status !== 'succeeded') return settingStatuses(event);
  const own = rollback?.triggeringDeploymentId === undefined ? [] : (['rolled_back'] as const);
  if (instances?.failed) return ['failed', ...own];
  return own.length > 0 ? [...own] : ['succeeded'];
}

/**
 * Returns whether a deployment or an execution of a pipeline may be reported, by what its event says alone: CodeDeploy may
 * call stopped what the event calls failed, and what a success is only the reads say.
 */
export function mayBeReported(
  { kind, status }: { readonly kind: 'deployment' | 'pipeline'; readonly status: string },
  setting: Pick<DeploymentSetting, 'statuses' | 'slowerThanTypical'>,
): boolean {
  if (status === 'succeeded') {
    const possible: DeploymentSettingStatus[] = ['succeeded', 'rolled_back', 'recovered'];
    const isPartial = kind === 'deployment' && asksFor(setting, ['failed']);
    return isPartial || setting.slowerThanTypical !== undefined || asksFor(setting, possible);
  }
  const isBroken = kind === 'deployment' && (status === 'failed' || status === 'stopped');
  return asksFor(setting, isBroken ? ['failed', 'stopped'] : settingStatuses({ status }));
}

/** Returns whether any deployment of CodeDeploy may be reported: an entry without a group asks for a pipeline alone. */
export function mayReportDeployments(settings: readonly DeploymentSetting[]): boolean {
  return settings.length === 0 || settings.some(({ group }) => group !== undefined);
}

/** The facts of an execution that decide whether it is reported. */
export interface ExecutionFacts extends Pick<FoundDeployers, 'deployers'> {
  /** Whether everything that failed is a CodeDeploy deployment whose own message reports the failure. */
  readonly isDeploymentFailure: boolean;
  readonly status: PipelineStatus;
  readonly setting: Pick<DeploymentSetting, 'group' | 'pipeline' | 'statuses'>;
  readonly recovery?: Recovery | undefined;
  /** Whether a deployment with a message of its own made the update of a stack fail, which is all that failed. */
  readonly isGroupReported: boolean;
  /** Whether the CodeDeploy deployments of this pipeline have messages of their own. */
  readonly areDeploymentsReported: boolean;
}

/**
 * Returns why an execution is not reported, because one message a deployment is enough; undefined for an execution that
 * is reported. An entry with a pipeline and no group asks for its successes, even where no deploy action says that it
 * deployed: CodeBuild, Lambda and others deploy too. A success that ends failures, which were reported, is reported as well.
 */
export function whyNotReported({
  status,
  deployers,
  isDeploymentFailure,
  setting,
  recovery,
  isGroupReported,
  areDeploymentsReported,
}: ExecutionFacts): string | undefined {
  if (status === 'failed' && (isGroupReported || (isDeploymentFailure && areDeploymentsReported))) {
    return 'the message of the CodeDeploy deployment reports this failure';
  }
  if (status !== 'succeeded') return undefined;
  const isNamed = setting.pipeline !== undefined && setting.group === undefined;
  const isAskedFor = isNamed || recovery?.kind === 'known';
  if (deployers === 'none') {
    return isAskedFor ? undefined : 'the execution deployed nothing, and no entry of DEPLOYMENTS asks for its pipeline';
  }
  if (deployers === 'codedeploy' && areDeploymentsReported)
    return 'the message of the CodeDeploy deployment reports it';
  const saysCodeDeploy = setting.group !== undefined && setting.pipeline !== undefined;
  return deployers === 'unknown' && saysCodeDeploy && asksFor(setting, ['succeeded'])
    ? 'an entry of DEPLOYMENTS says that CodeDeploy deploys for this pipeline, and its message reports it'
    : undefined;
}
