import type { DeploymentGroup } from '../aws/codedeploy.ts';
import { once } from '../aws/repeated-reads.ts';
import type { Finding, Search } from '../context.ts';
import { findAction, madeDeployment, type PipelineHistories } from '../pipelines/history.ts';
import { exactSource, type FoundSource, sourceOfExecution, unknownSource } from '../revision/execution-source.ts';
import { commitUrl } from '../revision/repository.ts';
import { type Deployment, type GroupHistory, isSameRevision, mayBeArtifactOf } from './group-history.ts';

/** Everything by which the sources of a group's deployments are found. */
export interface SourceLookup {
  readonly candidates: Candidates;
  readonly histories: PipelineHistories;
  /** The group's earlier deployments, or why they cannot be searched. */
  readonly group: Finding<GroupHistory>;
}

/** The pipelines that may have made the deployments of a group. */
export interface Candidates {
  /**
   * Walks the pipelines, first the one that the setting names, then those that deploy to the group, the likeliest
   * first. The others are read only when the walk gets there.
   */
  pipelines(): AsyncIterable<string>;
  /** Returns why there is no such pipeline. */
  reason(): Promise<string>;
}

/**
 * Returns the pipelines that may have made a deployment of the revision to the group; `set` is the one that the setting
 * names.
 */
export function createCandidates(
  group: DeploymentGroup,
  { revision }: Pick<Deployment, 'revision'>,
  set: string | undefined,
  { directory, reads, signal }: Pick<Search, 'directory' | 'reads' | 'signal'>,
): Candidates {
  const found = once(() => directory.pipelinesOf(group, reads, signal));
  const rank = (pipeline: string): number => (mayBeArtifactOf(revision, pipeline) ? 0 : 1);
  return {
    async *pipelines() {
      if (set !== undefined) yield set;
      if (!directory.discovers) return;
      const { value = [] } = await found();
      yield* [...value].filter((one) => one !== set).sort((one, other) => rank(one) - rank(other));
    },
    async reason() {
      if (!directory.discovers) return 'no pipeline is set for this deployment group in the variable "deployments"';
      return (await found()).failure?.reason ?? 'no pipeline of this account and region deploys to this group';
    },
  };
}

/**
 * Finds the source of an earlier deployment of the group. A pipeline's state no longer shows it, so only the histories
 * are searched.
 */
export async function findEarlierSource(deployment: Deployment, lookup: SourceLookup): Promise<FoundSource> {
  const named = namedSource(deployment);
  if (named) return named;
  const made = await findMaker([deployment], lookup);
  if (made.source) return made.source;
  const same = await findSameRevision(deployment, lookup);
  if (same.source) return same.source;
  return unknownSource(made.reason ?? same.reason ?? 'no action of a pipeline shows it');
}

/** Returns the source that a bundle from GitHub names itself by its commit; undefined for any other bundle. */
export function namedSource({ revision }: Pick<Deployment, 'revision'>): FoundSource | undefined {
  const { repository: name, commitId: id } = revision?.gitHubLocation ?? {};
  if (!name || !id) return undefined;
  const repository = { host: 'github' as const, name, region: undefined };
  const facts = { action: 'GitHub', id, title: undefined, body: '', author: undefined, ref: undefined };
  const urls = { commitUrl: commitUrl(repository, id), entityUrl: undefined };
  return exactSource([{ revision: { ...facts, ...urls }, repository }], undefined, undefined);
}

/** A source, or what kept the search from finding one; neither where everything was read and shows none. */
interface MaybeSource {
  readonly source?: FoundSource;
  readonly reason?: string | undefined;
}

/**
 * Finds the source by an earlier deployment of the very same bundle that a pipeline made. A bundle is repeated by
 * rollbacks, for new instances, and by people who deploy again from the console.
 */
export async function findSameRevision(deployment: Deployment, lookup: SourceLookup): Promise<MaybeSource> {
  const { group } = lookup;
  if (group.value === undefined) return { reason: group.reason };
  let reason: string | undefined;
  for await (const period of group.value.periods()) {
    if (period.failure !== undefined) return { reason: reason ?? period.failure.reason };
    const same = period.value.deployments.filter(
      ({ id, revision }) => id !== deployment.id && isSameRevision(revision, deployment.revision),
    );
    const made = same.length > 0 ? await findMaker(same, lookup) : undefined;
    if (made?.source) return made;
    reason ??= made?.reason;
  }
  return { reason };
}

/** Finds the source of the execution whose action made one of the deployments, which are all of the same bundle. */
async function findMaker(
  deployments: readonly Deployment[],
  { candidates, histories }: SourceLookup,
): Promise<MaybeSource> {
  const made = madeDeployment(new Set(deployments.map(({ id }) => id)));
  const since = new Date(Math.min(...deployments.map(({ createdAt }) => createdAt?.getTime() ?? 0)));
  let reason: string | undefined;
  for await (const pipeline of candidates.pipelines()) {
    const history = histories.of(pipeline);
    const { value, failure } = await findAction(history, made, since);
    const executionId = value?.action?.pipelineExecutionId;
    if (executionId) return { source: await sourceOfExecution(history, executionId) };
    reason ??= failure?.reason;
  }
  return { reason };
}
