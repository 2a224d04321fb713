import type { PipelineDeclaration, PipelineSummary } from '@aws-sdk/client-codepipeline';
import type { CodePipeline } from '../aws/codepipeline.ts';
import type { DeploymentGroup, PipelineDirectory } from '../investigation.ts';
import { groupOf } from './deploy-action.ts';
import { eachOf } from './each-of.ts';

export interface DirectoryOptions {
  /** Switched off, it knows no pipeline. */
  readonly discover: boolean;
  readonly now: () => number;
}

/** How long a list of pipelines holds; where it does not hold what is looked for, one is maybe new. */
const KEEP_MS = 10 * 60_000;
const KEEP_MISS_MS = 60_000;
/** Of up to 1,000 pipelines: as many as an account has by default. */
const MAX_PAGES = 2;
const CONCURRENCY = 8;
/** Looking leaves time for the other questions. What it has read by then stays known to the next look. */
const LOOK_MS = 8_000;

/** A region's pipelines, as far as they could be read. */
interface Listing {
  readonly readAt: number;
  readonly groups: ReadonlyMap<string, readonly DeploymentGroup[]>;
  /** The first error among the pipelines that could not be read. */
  readonly error: unknown;
}

/** One pipeline's groups, and the definition of which version they are. */
interface Known {
  readonly version: string;
  readonly groups: readonly DeploymentGroup[];
}

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
    question: (listing: Listing) => readonly Answer[],
  ): Promise<readonly Answer[]> => {
    const answer = question(await look(codepipeline, KEEP_MS, signal));
    if (answer.length > 0) return answer;
    const listing = await look(codepipeline, KEEP_MISS_MS, signal);
    const newer = question(listing);
    if (newer.length === 0 && listing.error !== undefined) throw listing.error;
    return newer;
  };

  return {
    discovers: discover,
    pipelinesOf: async ({ application, group }, { codepipeline }, signal) =>
      discover
        ? ask(codepipeline, signal, ({ groups }) =>
            [...groups].flatMap(([pipeline, targets]) =>
              targets.some((one) => one.application === application && one.group === group) ? [pipeline] : [],
            ),
          )
        : [],
    groupsOf: async (pipeline, { codepipeline }, signal) =>
      discover ? ask(codepipeline, signal, ({ groups }) => groups.get(pipeline) ?? []) : [],
  };
};

interface Region {
  readonly known: Map<string, Known>;
  listing: Listing | undefined;
  /** One look at a time: events that come together share it. */
  reading: Promise<Listing> | undefined;
}

const readListing = async (
  codepipeline: CodePipeline,
  known: Map<string, Known>,
  readAt: number,
  signal: AbortSignal,
): Promise<Listing> => {
  const groups = new Map<string, readonly DeploymentGroup[]>();
  let error: unknown;
  await eachOf(await readAll(codepipeline, signal), CONCURRENCY, async (summary) => {
    const { name = '' } = summary;
    const version = `${summary.version} ${summary.updated?.getTime()}`;
    try {
      if (known.get(name)?.version !== version) {
        known.set(name, { version, groups: groupsOf(await codepipeline.readDefinition(name, signal)) });
      }
      groups.set(name, known.get(name)?.groups ?? []);
    } catch (caught) {
      error ??= caught;
    }
  });
  for (const name of known.keys()) if (!groups.has(name)) known.delete(name);
  return { readAt, groups, error };
};

const readAll = async (codepipeline: CodePipeline, signal: AbortSignal): Promise<PipelineSummary[]> => {
  const pipelines: PipelineSummary[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES && (page === 0 || after !== undefined); page++) {
    const { items, next } = await codepipeline.readPipelines(after, signal);
    pipelines.push(...items);
    after = next;
  }
  return pipelines;
};

const groupsOf = ({ stages = [] }: PipelineDeclaration): DeploymentGroup[] =>
  stages
    .flatMap(({ actions = [] }) => actions)
    .flatMap(({ actionTypeId: type, configuration = {} }) => groupOf({ type, configuration }) ?? []);
