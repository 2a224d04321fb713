import type { CodePipeline } from '../aws/codepipeline.ts';
import type { DeploymentGroup, PipelineDirectory } from '../investigation.ts';
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
export const createPipelineDirectory = ({ discover, now }: DirectoryOptions): PipelineDirectory => {
  const regions = new WeakMap<CodePipeline, Region>();
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

  /** An answer of no long ago; for want of one, that of a newer look. */
  const ask = async <Answer>(
    codepipeline: CodePipeline,
    signal: AbortSignal,
    question: (listing: Listing) => readonly Answer[] | undefined,
  ): Promise<readonly Answer[]> => {
    if (!discover) return [];
    const answer = question(await look(codepipeline, KEEP_MS, signal));
    if (answer) return answer;
    const listing = await look(codepipeline, KEEP_MISS_MS, signal);
    const newer = question(listing);
    if (newer === undefined && listing.error !== undefined) throw listing.error;
    return newer ?? [];
  };

  return {
    discovers: discover,
    pipelinesOf: (group, { codepipeline }, signal) =>
      ask(codepipeline, signal, ({ groups }) => {
        const pipelines = [...groups].filter(([, targets]) => targets.some((target) => isSame(target, group)));
        return pipelines.length > 0 ? pipelines.map(([name]) => name) : undefined;
      }),
    groupsOf: (pipeline, { codepipeline }, signal) => ask(codepipeline, signal, ({ groups }) => groups.get(pipeline)),
  };
};

const isSame = (one: DeploymentGroup, other: DeploymentGroup): boolean =>
  one.application === other.application && one.group === other.group;

interface Region {
  readonly known: Map<string, Known>;
  listing: Listing | undefined;
  /** One look at a time: events that come together share it. */
  reading: Promise<Listing> | undefined;
}
