import type { PipelineExecution, PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import { type Change, type DeployedSource, jsonObject, type PipelineRollback, type Previous } from '@shipbell/core';
import type { Page } from '../aws/repeated-reads.ts';
import type { PipelineHistories } from '../pipelines/history.ts';
import type { FoundSource } from './execution-source.ts';
import type { Origin } from './origin.ts';
import { compareUrl, isSameRepository } from './repository.ts';

/** A change, and which of several sources it is about. */
export interface Comparison {
  readonly change: Change;
  /** The id of the revision that took the other one's place; undefined where none did. */
  readonly changed: string | undefined;
}

export function unknownChange(reason: string): Comparison {
  return { change: { kind: 'unknown', reason }, changed: undefined };
}

/** Returns whether the first one is older than the second. */
export type IsOlder = (current: Origin, previous: Origin) => Promise<boolean>;

/** Compares what is deployed now with what was live before; both of them are known. */
export async function describeChange(
  now: FoundSource,
  before: FoundSource,
  deployedAt: Date | undefined,
  isOlder: IsOlder,
): Promise<Comparison> {
  const match = matchOrigins(now.origins, before.origins);
  if (match.kind === 'incomparable') {
    return unknownChange('its sources cannot be matched with those that were live before');
  }
  const { id, title } = match.previous.revision;
  const previous: Previous = { id, title, deployedAt };
  if (match.kind === 'same') return { change: { kind: 'same', previous }, changed: undefined };
  const isBack = await isOlder(match.current, match.previous);
  // A host compares towards the newer one: on the way back it shows what is taken away.
  const [from, to] = isBack ? [match.current, match.previous] : [match.previous, match.current];
  const change = { kind: isBack ? ('back' as const) : ('forward' as const), previous, compareUrl: pageOf(from, to) };
  return { change, changed: match.current.revision.id };
}

function pageOf(from: Origin, to: Origin): string | undefined {
  return isSameRepository(from.repository, to.repository)
    ? compareUrl(from.repository, from.revision.id, to.revision.id)
    : undefined;
}

export type Match =
  | { readonly kind: 'same'; readonly previous: Origin }
  /** The first source that differs. */
  | { readonly kind: 'changed'; readonly current: Origin; readonly previous: Origin }
  /** The sources are others than before. */
  | { readonly kind: 'incomparable' };

/**
 * Finds the source that differs between two sets of them. An execution names its sources by actions or by artifacts, so
 * those that are alike need no name, one repository is one source, and so is the only one left on each side.
 */
export function matchOrigins(currents: readonly Origin[], previouses: readonly Origin[]): Match {
  const changed = currents.filter((current) => !previouses.some((previous) => isSame(current, previous)));
  const replaced = previouses.filter((previous) => !currents.some((current) => isSame(current, previous)));
  const [first] = previouses;
  if (changed.length === 0 && replaced.length === 0 && first) return { kind: 'same', previous: first };
  for (const current of changed) {
    const previous =
      replaced.find(({ revision }) => revision.action === current.revision.action) ??
      replaced.find(({ repository }) => isSameRepository(repository, current.repository));
    if (previous) return { kind: 'changed', current, previous };
  }
  const [current] = changed;
  const [previous] = replaced;
  return current && previous && changed.length === 1 && replaced.length === 1
    ? { kind: 'changed', current, previous }
    : { kind: 'incomparable' };
}

function isSame(one: Origin, other: Origin): boolean {
  return one.revision.id === other.revision.id;
}

/** A revision and the newest executions of the pipeline that it came through, where they can be read. */
export interface Appearance {
  readonly id: string;
  /** The execution that it was last deployed by. */
  readonly executionId: string | undefined;
  readonly executions: Page<PipelineExecutionSummary> | undefined;
}

/** Reads the executions that a revision of the source may have appeared in. */
export async function readAppearance(
  { revision: { id } }: Origin,
  source: DeployedSource,
  histories: PipelineHistories,
): Promise<Appearance> {
  const { pipeline } = source;
  const executionId = source.kind === 'known' ? source.executionId : undefined;
  if (pipeline === undefined) return { id, executionId, executions: undefined };
  const { value } = await histories.of(pipeline).executions();
  return { id, executionId, executions: value };
}

/**
 * Returns whether the one was in its pipeline before the other was in its own; undefined where the executions do not
 * show it.
 */
export function isOlderByAppearance(current: Appearance, previous: Appearance): boolean | undefined {
  const all = [current, previous].flatMap(({ executions }) => executions?.items ?? []);
  const [now, before] = [firstStart(current, all), firstStart(previous, all)];
  return now === undefined || before === undefined || now === before ? undefined : now < before;
}

/**
 * Returns when the revision first appeared. One that is not among the newest executions of its pipeline is older than
 * they are, if there are older ones; unless its own execution is among them, which then names it in another way.
 */
function firstStart(
  { id, executionId, executions }: Appearance,
  all: readonly PipelineExecutionSummary[],
): number | undefined {
  const starts = all
    .filter(({ sourceRevisions = [] }) => sourceRevisions.some(({ revisionId }) => revisionId === id))
    .flatMap(({ startTime }) => startTime?.getTime() ?? []);
  if (starts.length > 0) return Math.min(...starts);
  const isListed = executions?.items.some(({ pipelineExecutionId }) => pipelineExecutionId === executionId) ?? false;
  return isListed || executions?.next === undefined ? undefined : Number.NEGATIVE_INFINITY;
}

/**
 * Returns what an execution that rolls a stage back says of the rollback; undefined for any other execution:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html
 */
export function rollbackOf({
  executionType,
  trigger,
  rollbackMetadata,
}: PipelineExecution): Omit<PipelineRollback, 'from'> | undefined {
  if (executionType !== 'ROLLBACK') return undefined;
  const isAutomatic = trigger?.triggerType === 'AutomatedRollback';
  const { FailedPipelineExecutionId: failed } = isAutomatic ? jsonObject(trigger?.triggerDetail) : {};
  return {
    isAutomatic,
    failedExecutionId: typeof failed === 'string' ? failed : undefined,
    targetExecutionId: rollbackMetadata?.rollbackTargetPipelineExecutionId,
  };
}
