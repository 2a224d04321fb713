import type { PipelineExecution, PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import { type Change, type DeployedSource, jsonObject, type PipelineRollback, type Previous } from '@shipbell/core';
import type { Page } from '../aws/repeated-reads.ts';
import type { PipelineHistories } from '../pipelines/history.ts';
import { type FoundSource, type Maker, sourceOfExecution } from './execution-source.ts';
import { nameOf, type Origin } from './origin.ts';
import { compareUrl, isSameRepository } from './repository.ts';

/** A change, and which of several sources it is about. */
export interface Comparison {
  readonly change: Change;
  /** The id of the revision that replaced the other one; undefined where none did. */
  readonly changed: string | undefined;
}

/** Returns a comparison that is unknown for that reason. */
export function unknownChange(reason: string): Comparison {
  return { change: { kind: 'unknown', reason }, changed: undefined };
}

/** Returns whether the first one is older than the second. */
export type IsOlder = (current: Origin, previous: Origin) => Promise<boolean>;

/**
 * Returns how what is deployed now differs from what was live before; both sources must be known. `deployedAt` is since
 * when the latter was live.
 */
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
  const previous: Previous = { ...nameOf(match.previous), deployedAt };
  if (match.kind === 'same') return { change: { kind: 'same', previous }, changed: undefined };
  const isBack = await isOlder(match.current, match.previous);
  // A host compares towards the newer one: for a step back it shows what is rolled back.
  const [from, to] = isBack ? [match.current, match.previous] : [match.previous, match.current];
  const change = { kind: isBack ? ('back' as const) : ('forward' as const), previous, compareUrl: pageOf(from, to) };
  return { change, changed: match.current.revision.id };
}

function pageOf(from: Origin, to: Origin): string | undefined {
  return isSameRepository(from.repository, to.repository)
    ? compareUrl(from.repository, from.revision.id, to.revision.id)
    : undefined;
}

/** How two sets of sources compare. */
export type Match =
  | { readonly kind: 'same'; readonly previous: Origin }
  /** The first source that differs. */
  | { readonly kind: 'changed'; readonly current: Origin; readonly previous: Origin }
  /** The sources are others than before. */
  | { readonly kind: 'incomparable' };

/**
 * Finds the source that differs between two sets of sources. An execution names its sources by their actions or by
 * their artifacts, so that sources are matched by their revision, by their name, by their repository, or because one is
 * left on each side.
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

/** A revision, and the newest executions of the pipeline through which it came, where these can be read. */
export interface Appearance {
  readonly id: string;
  /** The execution by which it was deployed last. */
  readonly executionId: string | undefined;
  readonly executions: Page<PipelineExecutionSummary> | undefined;
}

/** Reads the executions in which a revision of the source may have appeared. */
export async function readAppearance(
  { revision: { id } }: Origin,
  source: DeployedSource,
  histories: PipelineHistories,
): Promise<Appearance> {
  const { pipeline, pipelineRegion } = source;
  const executionId = source.kind === 'known' ? source.executionId : undefined;
  if (pipeline === undefined) return { id, executionId, executions: undefined };
  const { value } = await histories.of({ pipeline, pipelineRegion }).executions();
  return { id, executionId, executions: value };
}

/**
 * Returns whether the current revision was in its pipeline before the previous one was in its own; undefined where the
 * executions do not show it.
 */
export function isOlderByAppearance(current: Appearance, previous: Appearance): boolean | undefined {
  const all = [current, previous].flatMap(({ executions }) => executions?.items ?? []);
  const [now, before] = [firstStart(current, all), firstStart(previous, all)];
  return now === undefined || before === undefined || now === before ? undefined : now < before;
}

/**
 * Returns when the revision first appeared, in milliseconds since the epoch. A revision that is not among the newest
 * executions of its pipeline is older than they are, if there are older ones. Undefined where its own execution is
 * among them, which names it in another way then.
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
 * Returns whether two executions brought the same revisions, as the list of executions shows, or, where an
 * execution is not in it, its own actions. Undefined where neither shows them.
 */
export async function hasSameRevisions(one: Maker, other: Maker): Promise<boolean | undefined> {
  if (one.executionId === other.executionId) return true;
  const [ids, others] = [await readRevisionIds(one), await readRevisionIds(other)];
  if (ids.length === 0 || others.length === 0) return undefined;
  return ids.length === others.length && ids.every((id) => others.includes(id));
}

async function readRevisionIds({ history, executionId }: Maker): Promise<readonly (string | undefined)[]> {
  const { value: executions } = await history.executions();
  const listed = executions?.items.find(({ pipelineExecutionId }) => pipelineExecutionId === executionId);
  if (listed?.sourceRevisions?.length) return listed.sourceRevisions.map(({ revisionId }) => revisionId);
  return (await sourceOfExecution(history, executionId)).origins.map(({ revision }) => revision.id);
}

/**
 * Returns what an execution that rolls a stage back says of the rollback; undefined for any other execution:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html
 */
export function rollbackOf({
  executionType,
  trigger,
  rollbackMetadata,
}: PipelineExecution): Omit<PipelineRollback, 'from' | 'startedBy'> | undefined {
  if (executionType !== 'ROLLBACK') return undefined;
  const isAutomatic = trigger?.triggerType === 'AutomatedRollback';
  const { FailedPipelineExecutionId: failed } = isAutomatic ? jsonObject(trigger?.triggerDetail) : {};
  return {
    isAutomatic,
    failedExecutionId: typeof failed === 'string' ? failed : undefined,
    targetExecutionId: rollbackMetadata?.rollbackTargetPipelineExecutionId,
  };
}
