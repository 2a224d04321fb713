import type { PipelineSummary } from '@aws-sdk/client-codepipeline';
import { limited } from '@shipbell/core/runtime';
import type { CodePipeline } from '../aws/codepipeline.ts';
import type { DeploymentGroup } from '../investigation.ts';
import { groupsOfDefinition } from './deploy-action.ts';

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
