import type { CodePipeline } from '../aws/codepipeline.ts';
import type { DeploymentGroup, PipelineDirectory } from '../investigation.ts';
import { createGroupsOf } from './pipeline-groups.ts';
import { type Known, type Listing, readListing } from './pipeline-listing.ts';

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
