import type { PipelineSummary } from '@aws-sdk/client-codepipeline';
import { limited } from '@shipbell/core/runtime';
import type { CodePipeline } from '../aws/codepipeline.ts';
import type { DeploymentGroup, PipelineDirectory } from '../context.ts';
import { groupsOfDefinition } from './deploy-actions.ts';

export interface DirectoryOptions {
  /** Switched off, it knows no pipeline. */
  readonly discover: boolean;
  readonly now: () => number;
}

/** How long a list of pipelines holds; where it does not hold what is looked for, one is maybe new. */
const KEEP_MS = 10 * 60_000;
const KEEP_MISS_MS = 60_000;
/** Looking leaves time for the other questions. What it has read by then stays known to the next look. */
const LOOK_MS = 8_000;

/**
 * Made once for each cold start. A look reads the list of pipelines, and the definitions of those that are new or have
 * changed since the last one. Its questions throw the error of a read where without it there is no answer.
 */
export function createPipelineDirectory({ discover, now }: DirectoryOptions): PipelineDirectory {
  const regions = new WeakMap<CodePipeline, Region>();
  const groupsOf = createGroupsOf(now);
  const regionOf = (codepipeline: CodePipeline): Region => {
    const region = regions.get(codepipeline) ?? { known: new Map(), listing: undefined, reading: undefined };
    regions.set(codepipeline, region);
    return region;
  };

  const look = async (codepipeline: CodePipeline, keep: number, signal: AbortSignal): Promise<Listing> => {
    const region = regionOf(codepipeline);
    if (region.listing && now() - region.listing.readAt < keep) return region.listing;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]);
    region.reading ??= readListing(codepipeline, region.known, now(), limit).finally(() => {
      region.reading = undefined;
    });
    region.listing = await region.reading;
    return region.listing;
  };

  return {
    discovers: discover,
    async pipelinesOf(group, { codepipeline }, signal) {
      if (!discover) return [];
      const known = pipelinesIn(await look(codepipeline, KEEP_MS, signal), group);
      if (known.length > 0) return known;
      const listing = await look(codepipeline, KEEP_MISS_MS, signal);
      const newer = pipelinesIn(listing, group);
      if (newer.length === 0 && listing.error !== undefined) throw listing.error;
      return newer;
    },
    groupsOf: async (pipeline, { codepipeline }, signal) => (discover ? groupsOf(pipeline, codepipeline, signal) : []),
  };
}

function pipelinesIn({ groups }: Listing, group: DeploymentGroup): string[] {
  return [...groups].filter(([, targets]) => targets.some((target) => isSame(target, group))).map(([name]) => name);
}

function isSame(one: DeploymentGroup, other: DeploymentGroup): boolean {
  return one.application === other.application && one.group === other.group;
}

interface Region {
  readonly known: Map<string, Known>;
  listing: Listing | undefined;
  /** One look at a time: events that come together share it. */
  reading: Promise<Listing> | undefined;
}

/** The events of an execution come close together, and an edited pipeline is soon seen. */
const KEEP_GROUPS_MS = 60_000;

type GroupsOf = (pipeline: string, codepipeline: CodePipeline, signal: AbortSignal) => Promise<Groups>;
type Groups = readonly DeploymentGroup[];

/** The groups that one pipeline deploys to, by its definition alone; what could not be read is asked for again. */
export function createGroupsOf(now: () => number): GroupsOf {
  const regions = new WeakMap<CodePipeline, Map<string, Asked>>();
  return (pipeline, codepipeline, signal) => {
    const region = regions.get(codepipeline) ?? new Map<string, Asked>();
    regions.set(codepipeline, region);
    const asked = region.get(pipeline);
    if (asked && now() - asked.at < KEEP_GROUPS_MS) return asked.groups;
    const groups = codepipeline.readDefinition(pipeline, signal).then(groupsOfDefinition);
    region.set(pipeline, { at: now(), groups });
    groups.catch(() => region.delete(pipeline));
    return groups;
  };
}

interface Asked {
  readonly at: number;
  readonly groups: Promise<Groups>;
}

/** Of up to 1,000 pipelines each: as many as an account has in a region by default. */
const MAX_PAGES = 2;
const CONCURRENCY = 8;

/** A region's pipelines, as far as they could be read. */
export interface Listing {
  readonly readAt: number;
  readonly groups: ReadonlyMap<string, readonly DeploymentGroup[]>;
  /** The first error among the pipelines that could not be read. */
  readonly error: unknown;
}

/** One pipeline's groups, and the definition of which version they are. */
export interface Known {
  readonly version: string;
  readonly groups: readonly DeploymentGroup[];
}

/** Reads the list of pipelines, and the definitions of those that are not `known` in their present version. */
export async function readListing(
  codepipeline: CodePipeline,
  known: Map<string, Known>,
  readAt: number,
  signal: AbortSignal,
): Promise<Listing> {
  const groups = new Map<string, readonly DeploymentGroup[]>();
  let error: unknown;
  const readGroups = limited(CONCURRENCY, async (summary: PipelineSummary) => {
    const { name = '' } = summary;
    const version = `${summary.version} ${summary.updated?.getTime()}`;
    try {
      if (known.get(name)?.version !== version) {
        known.set(name, { version, groups: groupsOfDefinition(await codepipeline.readDefinition(name, signal)) });
      }
      groups.set(name, known.get(name)?.groups ?? []);
    } catch (caught) {
      error ??= caught;
    }
  });
  await Promise.all((await readAll(codepipeline, signal)).map(readGroups));
  for (const name of known.keys()) if (!groups.has(name)) known.delete(name);
  return { readAt, groups, error };
}

async function readAll(codepipeline: CodePipeline, signal: AbortSignal): Promise<PipelineSummary[]> {
  const pipelines: PipelineSummary[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES && (page === 0 || after !== undefined); page++) {
    const { items, next } = await codepipeline.readPipelines(after, signal);
    pipelines.push(...items);
    after = next;
  }
  return pipelines;
}
