import type {
  Change,
  DeployedSource,
  DeploymentReport,
  DeployTargets,
  PipelineFailure,
  PipelineRollback,
} from '@shipbell/core';
import type { Fields, Logger } from '@shipbell/core/runtime';
import type { Place, Reads } from './aws/reads.ts';
import type { AdditionalEvent, DeploymentSetting } from './config.ts';
import type { DomainEvent } from './parse-event.ts';

/** What it takes to find something out about one event. */
export interface Investigation {
  /** Of the event's place. */
  readonly reads: Reads;
  readonly directory: PipelineDirectory;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
  /** Ends the looking; what is not known by then stays unknown. */
  readonly signal: AbortSignal;
}

/** A CodeDeploy deployment group by its names. */
export interface DeploymentGroup {
  readonly application: string;
  readonly group: string;
}

/** Which pipeline deploys to which CodeDeploy group, as the pipelines' definitions say; remembered between events. */
export interface PipelineDirectory {
  /** Whether it looks at all: switched off, it knows no pipeline. */
  readonly discovers: boolean;
  /** The pipelines with a deploy action for the group, the likeliest first; none where looking is switched off. */
  pipelinesOf(group: DeploymentGroup, reads: Reads, signal: AbortSignal): Promise<readonly string[]>;
  /** The groups that the pipeline deploys to. */
  groupsOf(pipeline: string, reads: Reads, signal: AbortSignal): Promise<readonly DeploymentGroup[]>;
}

/** What was found out about a deployment; what the event says of itself is replaced where CodeDeploy could be read. */
export type DeploymentFindings = Pick<
  DeploymentReport,
  'startedAt' | 'endedAt' | 'instances' | 'error' | 'rollback' | 'source' | 'change' | 'failure'
>;

/** What was found out about a pipeline execution. */
export interface ExecutionFindings {
  readonly startedAt: Date | undefined;
  /** Who deployed in this execution: nobody, CodeDeploy alone (which tells of it itself, here), or others (as well). */
  readonly deployers: 'none' | 'codedeploy' | 'others' | 'unknown';
  /** The failure is that of a deployment which CodeDeploy has begun, so its own message tells of it. */
  readonly isDeploymentFailure: boolean;
  /** CodeDeploy's groups that were deployed to; of a deployment's failure, those where it failed. */
  readonly groups: readonly DeploymentGroup[];
  readonly targets: DeployTargets;
  readonly source: DeployedSource;
  readonly change: Change | undefined;
  readonly failure: PipelineFailure | undefined;
  readonly rollback: PipelineRollback | undefined;
  readonly summary: string | undefined;
}

/** What it takes to tell an event, whatever it is. */
export interface NotificationContext {
  readonly environment: string;
  readonly deployments: readonly DeploymentSetting[];
  readonly additionalEvents: readonly AdditionalEvent[];
  readonly log: Logger;
  /** What is needed to find out about a thing in this place. */
  readonly investigationOf: (place: Place) => Investigation;
}

/** What a log line names an event by. An approval's token is never among it. */
const NAMES = [
  'kind',
  'application',
  'group',
  'deploymentId',
  'instanceId',
  'pipeline',
  'executionId',
  'stage',
  'action',
  'statusText',
];

/** The event as a log line names it. */
export function subjectOf(event: DomainEvent): Fields {
  return Object.fromEntries(
    Object.entries(event).filter(([name, value]) => NAMES.includes(name) && value !== undefined),
  );
}

/** Nothing is told of the event, and the log says why. */
export function ignored(reason: string, event: DomainEvent, log: Logger): undefined {
  log.info(`Ignored: ${reason}`, subjectOf(event));
  return undefined;
}

type Finding = { readonly kind: string; readonly reason?: string } | undefined;

/** What could not be found out, and why, as the message says it too. */
export function logUnknowns(event: DomainEvent, findings: Readonly<Record<string, Finding>>, log: Logger): void {
  for (const [what, found] of Object.entries(findings)) {
    if (found?.kind !== 'unknown') continue;
    log.warn(`Not found out: ${what}`, { ...subjectOf(event), reason: found.reason });
  }
}
