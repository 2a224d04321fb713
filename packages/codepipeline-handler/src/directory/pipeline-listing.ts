import type { PipelineSummary } from '@aws-sdk/client-codepipeline';
import type { CodePipeline } from '../aws/codepipeline.ts';
import type { DeploymentGroup } from '../investigation.ts';
import { groupsOfDefinition } from './deploy-action.ts';
import { eachOf } from './each-of.ts';

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
export const readListing = async (
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
        known.set(name, { version, groups: groupsOfDefinition(await codepipeline.readDefinition(name, signal)) });
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
