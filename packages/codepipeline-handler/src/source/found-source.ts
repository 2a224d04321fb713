import type { DeployedSource } from '@shipbell/core';
import type { Origin } from './origins.ts';

/** What was deployed, with the repositories that a comparison needs. */
export interface FoundSource {
  readonly source: DeployedSource;
  /** Empty where the source is unknown. */
  readonly origins: readonly Origin[];
}

/** Tied to the deployment or the execution without a doubt. */
export function exactSource(
  origins: readonly Origin[],
  pipeline: string | undefined,
  executionId: string | undefined,
): FoundSource {
  return known(origins, { certainty: 'exact', doubt: undefined, pipeline, executionId });
}

/** The newest in Source, which is maybe not what was deployed. */
export function latestSource(origins: readonly Origin[], pipeline: string, doubt: string): FoundSource {
  return known(origins, { certainty: 'latest', doubt, pipeline, executionId: undefined });
}

export function unknownSource(reason: string, pipeline?: string | undefined): FoundSource {
  return {
    source: { kind: 'unknown', reason, pipeline },
    origins: [],
  };
}

/** The revision that changed is the news, so it comes before those that did not. */
export function ledBy(source: DeployedSource, changed: string | undefined): DeployedSource {
  const first = source.kind === 'known' ? source.revisions.find(({ id }) => id === changed) : undefined;
  if (source.kind === 'unknown' || first === undefined) return source;
  return { ...source, revisions: [first, ...source.revisions.filter((revision) => revision !== first)] };
}

function known(
  origins: readonly Origin[],
  rest: Omit<Extract<DeployedSource, { kind: 'known' }>, 'kind' | 'revisions'>,
): FoundSource {
  const [first, ...others] = origins.map(({ revision }) => revision);
  if (first === undefined) return unknownSource(`pipeline ${rest.pipeline} shows no source revision`, rest.pipeline);
  return { source: { kind: 'known', ...rest, revisions: [first, ...others] }, origins };
}
