import { setTimeout } from 'node:timers/promises';
import type { PipelineSummary } from '@aws-sdk/client-codepipeline';
import { isThrottled, type ReadFailure, type Reading } from '@shipbell/core/runtime';
import type { DeploymentGroup } from '../aws/codedeploy.ts';
import type { CodePipeline } from '../aws/codepipeline.ts';
import type { Reads } from '../aws/reads.ts';
import { itemsOf, lazyPages } from '../aws/repeated-reads.ts';
import { type Action, declaredActions, groupsOfDefinition, isDeploy } from './deploy-actions.ts';
import { createPace, type Pace, type Ticking } from './pace.ts';

/** A directory of which pipeline deploys where, as the pipelines' definitions say; it is kept between events. */
export interface PipelineDirectory {
  /** Whether definitions are read at all; a directory that does not discover finds no pipeline. */
  readonly discovers: boolean;
  /** Returns a look for the region's pipelines with a deploy action that fits, which is for one event. */
  lookFor(fits: Fits, reads: Reads, signal: AbortSignal): Looking;
  /** Returns the groups that the pipeline deploys to. */
  groupsOf(pipeline: string, reads: Reads, signal: AbortSignal): Promise<Reading<Groups>>;
}

/** A look for pipelines, whose parts together take their time and end where AWS throttles. */
export interface Looking {
  /** Returns those that fit among the pipelines that are chosen by their names. It reads no others. */
  among(choose: Choose): Promise<Reading<readonly string[]>>;
  /** Returns all that fit. It fails where none is found and a definition could not be read, or not yet. */
  all(): Promise<Reading<readonly string[]>>;
}

type Fits = (action: Action) => boolean;
/** Returns some of the pipelines of a region. */
type Choose = (pipelines: readonly string[]) => readonly string[];
type Groups = readonly DeploymentGroup[];

/** What a directory needs; `now` returns milliseconds since the epoch. */
export interface DirectoryOptions extends Partial<Ticking> {
  readonly discover: boolean;
  readonly now: () => number;
}

/**
 * How long a list of pipelines is kept; a list that lacks the group is kept for less, because the pipeline may be new.
 */
const KEEP_MS = 10 * 60_000;
const KEEP_MISS_MS = 60_000;
/**
 * How long one event may look for its pipeline, which leaves time for the other searches. The next event goes on with
 * what is known by then.
 */
const LOOKING_MS = 5_000;

/**
 * Returns the directory; it is made once for each cold start. It reads a region's list of pipelines, and the
 * definitions of those that are new or have changed since the last list, at a pace that leaves the account's quota to
 * others.
 */
export function createPipelineDirectory({
  discover,
  now,
  elapsed = () => performance.now(),
  wait = setTimeout,
}: DirectoryOptions): PipelineDirectory {
  const regions = new WeakMap<CodePipeline, Region>();
  const groupsOf = createGroupsOf(now);
  const regionOf = (codepipeline: CodePipeline): Region => {
    const region = regions.get(codepipeline) ?? newRegion(createPace({ elapsed, wait }));
    regions.set(codepipeline, region);
    return region;
  };

  const lookFor: PipelineDirectory['lookFor'] = (fits, { codepipeline }, signal) => {
    const region = regionOf(codepipeline);
    let ask: Ask | undefined;
    // Events that come together look one after the other: each knows what those before it have read.
    const inTurn = (look: (ask: Ask) => Promise<Reading<readonly string[]>>) => {
      const looked = region.looked.then(() => {
        ask ??= newAsk(codepipeline, region.pace, elapsed, signal);
        return look(ask);
      });
      region.looked = looked.catch(() => undefined);
      return looked;
    };
    return {
      among: (choose) => inTurn((ask) => find(fits, choose, region, ask, now, KEEP_MS)),
      all: () =>
        inTurn(async (ask) => {
          const kept = await find(fits, every, region, ask, now, KEEP_MS);
          return kept.value?.length ? kept : find(fits, every, region, ask, now, KEEP_MISS_MS);
        }),
    };
  };

  return {
    discovers: discover,
    lookFor: discover ? lookFor : () => ({ among: nothing, all: nothing }),
    groupsOf: async (pipeline, { codepipeline }, signal) =>
      discover ? groupsOf(pipeline, codepipeline, signal) : nothing(),
  };
}

function every(pipelines: readonly string[]): readonly string[] {
  return pipelines;
}

async function nothing(): Promise<Reading<readonly never[]>> {
  return { value: [], failure: undefined };
}

/** What is kept of one region. */
interface Region {
  readonly pace: Pace;
  readonly known: Map<string, KnownActions>;
  // biome-ignore lint/plugin: a newer list replaces it
  list: PipelineList | undefined;
  /** Ends when the last event so far has looked. */
  // biome-ignore lint/plugin: each event that looks sets it
  looked: Promise<unknown>;
}

/** The pipelines of a region. */
interface PipelineList {
  readonly readAt: number;
  readonly pipelines: readonly PipelineSummary[];
}

/** One pipeline's deploy actions, and the version of the definition that declares them. */
interface KnownActions {
  readonly version: string;
  readonly deploys: readonly Action[];
  /** Why the definition could not be read; it is not asked for again until the list is. */
  readonly failure: ReadFailure | undefined;
}

/** Makes the call when its turn has come, or answers that nothing more may be asked. */
type Ask = <Value>(
  call: (codepipeline: CodePipeline, signal: AbortSignal) => Promise<Reading<Value>>,
) => Promise<Reading<Value>>;

const NOT_YET: ReadFailure = {
  action: 'codepipeline:GetPipeline',
  resource: 'the pipeline',
  reason: 'the pipeline was not found yet',
  isFinal: false,
  error: undefined,
};

/** Returns what asks for one event, until its time is over or AWS throttles. */
function newAsk(codepipeline: CodePipeline, pace: Pace, elapsed: () => number, signal: AbortSignal): Ask {
  const until = elapsed() + LOOKING_MS;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LOOKING_MS)]);
  let end: ReadFailure | undefined;
  return async (call) => {
    if (end === undefined && (limit.aborted || !(await pace(until)))) end = NOT_YET;
    if (end !== undefined) return { value: undefined, failure: end };
    const answer = await call(codepipeline, limit);
    if (answer.failure === undefined) return answer;
    if (limit.aborted) end = NOT_YET;
    else if (isThrottled(answer.failure.error)) end = answer.failure;
    return { value: undefined, failure: end ?? answer.failure };
  };
}

function newRegion(pace: Pace): Region {
  return { pace, known: new Map(), list: undefined, looked: Promise.resolve() };
}

/** Finds the pipelines that fit, of those that are chosen, in a list that is not older than `keepMs`. */
async function find(
  fits: Fits,
  choose: Choose,
  region: Region,
  ask: Ask,
  now: () => number,
  keepMs: number,
): Promise<Reading<readonly string[]>> {
  if (region.list === undefined || now() - region.list.readAt >= keepMs) {
    const failure = await readList(region, ask, now());
    if (failure !== undefined) return { value: undefined, failure };
  }
  const { pipelines = [] } = region.list ?? {};
  const names = new Set(choose(pipelines.map(({ name = '' }) => name)));
  const chosen = pipelines.filter(({ name = '' }) => names.has(name));
  const failure = await learn(chosen, region.known, ask);
  const found = [...names].filter((name) => region.known.get(name)?.deploys.some(fits));
  return found.length === 0 && failure !== undefined
    ? { value: undefined, failure }
    : { value: found, failure: undefined };
}

/** ListPipelines gives up to 1,000 a page, as many as an account has in a region by default. */
const MAX_PAGES = 2;

/** Reads the list of pipelines; returns why it could not be read. */
async function readList(region: Region, ask: Ask, readAt: number): Promise<ReadFailure | undefined> {
  const pages = lazyPages(
    (after) => ask((codepipeline, signal) => codepipeline.readPipelines(after, signal)),
    MAX_PAGES,
  );
  const { value: pipelines, failure } = await itemsOf(pages());
  if (failure !== undefined) return failure;
  region.list = { readAt, pipelines };
  const versions = new Map(pipelines.map((pipeline) => [pipeline.name, versionOf(pipeline)]));
  for (const [name, { version, failure }] of region.known) {
    if (failure !== undefined || versions.get(name) !== version) region.known.delete(name);
  }
  return undefined;
}

function versionOf({ version, updated }: PipelineSummary): string {
  return `${version} ${updated?.getTime()}`;
}

/**
 * Reads the definitions of the pipelines that are not `known`, one after the other. Returns why nothing more could be
 * asked, or else why the first of them could not be read.
 */
async function learn(
  pipelines: readonly PipelineSummary[],
  known: Map<string, KnownActions>,
  ask: Ask,
): Promise<ReadFailure | undefined> {
  let first: ReadFailure | undefined;
  for (const { name = '', ...summary } of pipelines) {
    if (!known.has(name)) {
      const { value, failure } = await ask((codepipeline, signal) => codepipeline.readDefinition(name, signal));
      if (failure === NOT_YET || isThrottled(failure?.error)) return failure;
      const deploys = value === undefined ? [] : declaredActions(value).filter(isDeploy);
      known.set(name, { version: versionOf(summary), deploys, failure });
    }
    first ??= known.get(name)?.failure;
  }
  return first;
}

/**
 * How long one pipeline's groups are kept: the events of an execution come close together, and an edited pipeline is
 * soon read again.
 */
const KEEP_GROUPS_MS = 60_000;

/** Returns a function that reads one pipeline's groups by its definition alone. A failed read is not kept. */
function createGroupsOf(now: () => number) {
  const regions = new WeakMap<CodePipeline, Map<string, KeptGroups>>();
  return (pipeline: string, codepipeline: CodePipeline, signal: AbortSignal): Promise<Reading<Groups>> => {
    const region = regions.get(codepipeline) ?? new Map<string, KeptGroups>();
    regions.set(codepipeline, region);
    const kept = region.get(pipeline);
    if (kept && now() - kept.at < KEEP_GROUPS_MS) return kept.groups;
    const groups = codepipeline.readDefinition(pipeline, signal).then((definition): Reading<Groups> => {
      if (definition.failure === undefined) return { value: groupsOfDefinition(definition.value), failure: undefined };
      region.delete(pipeline);
      return definition;
    });
    region.set(pipeline, { at: now(), groups });
    return groups;
  };
}

interface KeptGroups {
  readonly at: number;
  readonly groups: Promise<Reading<Groups>>;
}
