import type { PipelineSummary } from '@aws-sdk/client-codepipeline';
import { limited, type ReadFailure, type Reading } from '@shipbell/core/runtime';
import type { DeploymentGroup } from '../aws/codedeploy.ts';
import type { CodePipeline } from '../aws/codepipeline.ts';
import type { Reads } from '../aws/reads.ts';
import { itemsOf, lazyPages } from '../aws/repeated-reads.ts';
import { type Action, declaredActions, groupsOfDefinition, isDeploy } from './deploy-actions.ts';

/** A directory of which pipeline deploys where, as the pipelines' definitions say; it is kept between events. */
export interface PipelineDirectory {
  /** Whether definitions are read at all; a directory that does not discover finds no pipeline. */
  readonly discovers: boolean;
  /**
   * Returns the region's pipelines with a deploy action that fits. It fails where none is found and a definition could
   * not be read.
   */
  pipelinesWith(fits: Fits, reads: Reads, signal: AbortSignal): Promise<Reading<readonly string[]>>;
  /** Returns the groups that the pipeline deploys to. */
  groupsOf(pipeline: string, reads: Reads, signal: AbortSignal): Promise<Reading<Groups>>;
}

type Fits = (action: Action) => boolean;
type Groups = readonly DeploymentGroup[];

/** What a directory needs; `now` returns milliseconds since the epoch. */
export interface DirectoryOptions {
  readonly discover: boolean;
  readonly now: () => number;
}

/**
 * How long a list of pipelines is kept; a list that lacks the group is kept for less, because the pipeline may be new.
 */
const KEEP_MS = 10 * 60_000;
const KEEP_MISS_MS = 60_000;
/**
 * How long a list may take to read, which leaves time for the other searches. The next event goes on with what was read
 * by then.
 */
const LISTING_TIMEOUT_MS = 8_000;

/**
 * Returns the directory; it is made once for each cold start. It reads a region's list of pipelines, and the
 * definitions of those that are new or have changed since the last list.
 */
export function createPipelineDirectory({ discover, now }: DirectoryOptions): PipelineDirectory {
  const regions = new WeakMap<CodePipeline, Region>();
  const groupsOf = createGroupsOf(now);
  const regionOf = (codepipeline: CodePipeline): Region => {
    const region = regions.get(codepipeline) ?? { known: new Map(), listing: undefined, pending: undefined };
    regions.set(codepipeline, region);
    return region;
  };

  const list = async (codepipeline: CodePipeline, keepMs: number, signal: AbortSignal): Promise<Reading<Listing>> => {
    const region = regionOf(codepipeline);
    if (region.listing && now() - region.listing.readAt < keepMs) return { value: region.listing, failure: undefined };
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LISTING_TIMEOUT_MS)]);
    region.pending ??= readListing(codepipeline, region.known, now(), limit).finally(() => {
      region.pending = undefined;
    });
    const answer = await region.pending;
    region.listing = answer.value ?? region.listing;
    return answer;
  };

  return {
    discovers: discover,
    async pipelinesWith(fits, { codepipeline }, signal) {
      if (!discover) return { value: [], failure: undefined };
      const kept = await list(codepipeline, KEEP_MS, signal);
      if (kept.failure !== undefined) return kept;
      const pipelines = pipelinesIn(kept.value, fits);
      if (pipelines.length > 0) return { value: pipelines, failure: undefined };
      const newer = await list(codepipeline, KEEP_MISS_MS, signal);
      if (newer.failure !== undefined) return newer;
      const found = pipelinesIn(newer.value, fits);
      const { failure } = newer.value;
      return found.length === 0 && failure !== undefined
        ? { value: undefined, failure }
        : { value: found, failure: undefined };
    },
    groupsOf: async (pipeline, { codepipeline }, signal) =>
      discover ? groupsOf(pipeline, codepipeline, signal) : { value: [], failure: undefined },
  };
}

/** What is kept of one region. */
interface Region {
  readonly known: Map<string, KnownActions>;
  // biome-ignore lint/plugin: a newer list replaces it
  listing: Listing | undefined;
  /** The list that is being read: events that come together share it. */
  // biome-ignore lint/plugin: each list that is read sets it
  pending: Promise<Reading<Listing>> | undefined;
}

function pipelinesIn({ deploys }: Listing, fits: Fits): string[] {
  return [...deploys].filter(([, actions]) => actions.some(fits)).map(([name]) => name);
}

/** ListPipelines gives up to 1,000 a page, as many as an account has in a region by default. */
const MAX_PAGES = 2;
const CONCURRENCY = 8;

/** A region's pipelines, as far as they could be read. */
interface Listing {
  readonly readAt: number;
  /** The deploy actions of each pipeline. */
  readonly deploys: ReadonlyMap<string, readonly Action[]>;
  /** The first failure among the definitions that could not be read. */
  readonly failure: ReadFailure | undefined;
}

/** One pipeline's deploy actions, and the version of the definition that declares them. */
interface KnownActions {
  readonly version: string;
  readonly deploys: readonly Action[];
}

/** Reads the list of pipelines, and the definitions of those that are not `known` in their present version. */
async function readListing(
  codepipeline: CodePipeline,
  known: Map<string, KnownActions>,
  readAt: number,
  signal: AbortSignal,
): Promise<Reading<Listing>> {
  const pages = lazyPages((after) => codepipeline.readPipelines(after, signal), MAX_PAGES);
  const pipelines = await itemsOf(pages());
  if (pipelines.failure !== undefined) return pipelines;
  const deploys = new Map<string, readonly Action[]>();
  let failure: ReadFailure | undefined;
  const readDeploys = limited(CONCURRENCY, async (summary: PipelineSummary) => {
    const { name = '' } = summary;
    const version = `${summary.version} ${summary.updated?.getTime()}`;
    if (known.get(name)?.version !== version) {
      const definition = await codepipeline.readDefinition(name, signal);
      if (definition.failure !== undefined) {
        failure ??= definition.failure;
        return;
      }
      known.set(name, { version, deploys: declaredActions(definition.value).filter(isDeploy) });
    }
    deploys.set(name, known.get(name)?.deploys ?? []);
  });
  await Promise.all(pipelines.value.map(readDeploys));
  for (const name of known.keys()) if (!deploys.has(name)) known.delete(name);
  return { value: { readAt, deploys, failure }, failure: undefined };
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
