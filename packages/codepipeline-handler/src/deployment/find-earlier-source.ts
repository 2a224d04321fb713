import { isAbsent } from '@shipbell/core/runtime';
import type { DeploymentGroup } from '../aws/codedeploy.ts';
import type { AwsLocation } from '../aws/reads.ts';
import { once } from '../aws/repeated-reads.ts';
import type { Finding, Search } from '../context.ts';
import { type Action, actsIn, deploysToGroup } from '../pipelines/deploy-actions.ts';
import { findAction, madeDeployment, type PipelineHistories, type PipelineHistory } from '../pipelines/history.ts';
import {
  exactSource,
  type FoundSource,
  type Maker,
  sourceOfMaker,
  unknownSource,
} from '../revision/execution-source.ts';
import { commitUrl } from '../revision/repository.ts';
import { findStackMaker } from './find-stack-update.ts';
import { type Deployment, type GroupHistory, isSameRevision, mayBeArtifactOf } from './group-history.ts';
import { updates } from './stack.ts';

/** Everything by which the sources of a group's deployments are found. */
export interface SourceLookup {
  readonly candidates: Candidates;
  readonly histories: PipelineHistories;
  /** Where the group is. */
  readonly location: AwsLocation;
  /** The function's own region, where that is another. */
  readonly elsewhere: string | undefined;
  /** The group's earlier deployments, or why they cannot be searched. */
  readonly group: Finding<GroupHistory>;
}

/** The pipelines that may have made the deployments of a group. */
export interface Candidates {
  /**
   * Walks the pipelines, first the one that the setting names, then those that deploy to the group, the likeliest
   * first. The others are read only when the walk gets there, and the function's own region only where the event's has
   * none.
   */
  pipelines(): AsyncIterable<PipelineHistory>;
  /** Returns why the pipelines could not be looked for. */
  failure(): Promise<string | undefined>;
  /** Returns why there is no such pipeline. */
  reason(): Promise<string>;
}

/**
 * Returns the pipelines that may have made a deployment of the revision to the group, or have updated the stack that
 * made it; `set` is the one that the setting names.
 */
export function createCandidates(
  group: DeploymentGroup,
  { revision, stack }: Pick<Deployment, 'revision' | 'stack'>,
  set: string | undefined,
  histories: PipelineHistories,
  { directory, reads, elsewhere, location, signal }: Search,
): Candidates {
  const deploysHere = (action: Action, pipelineRegion: string | undefined): boolean =>
    (deploysToGroup(action, group) || (stack !== undefined && updates(action, stack))) &&
    actsIn(action, location, pipelineRegion);
  const places = [{ region: undefined, reads }, ...(elsewhere ? [elsewhere] : [])].map(({ region, reads }) => ({
    pipelineRegion: region,
    found: once(() => directory.pipelinesWith((action) => deploysHere(action, region), reads, signal)),
  }));
  const rank = (pipeline: string): number => (mayBeArtifactOf(revision, pipeline) ? 0 : 1);
  const failure = async (): Promise<string | undefined> => {
    const answers = await Promise.all((directory.discovers ? places : []).map(({ found }) => found()));
    return answers.find((answer) => answer.failure !== undefined)?.failure?.reason;
  };
  return {
    failure,
    async *pipelines() {
      if (set !== undefined) yield await findNamed(set, histories, elsewhere?.region);
      for (const { pipelineRegion, found } of directory.discovers ? places : []) {
        const { value = [] } = await found();
        const others = value.filter((one) => one !== set).sort((one, other) => rank(one) - rank(other));
        yield* others.map((pipeline) => histories.of({ pipeline, pipelineRegion }));
        if (value.length > 0) return;
      }
    },
    async reason() {
      if (!directory.discovers) return 'no pipeline is set for this deployment group in the variable "deployments"';
      const where = elsewhere ? `in ${location.region} or ${elsewhere.region}` : 'and region';
      return (await failure()) ?? `no pipeline of this account ${where} deploys to this group`;
    },
  };
}

/** Finds the pipeline of this name in the event's region, or, where that has none, in the function's own region. */
async function findNamed(
  pipeline: string,
  histories: PipelineHistories,
  ownRegion: string | undefined,
): Promise<PipelineHistory> {
  const here = histories.of({ pipeline, pipelineRegion: undefined });
  if (ownRegion === undefined || !(await isMissing(here))) return here;
  const there = histories.of({ pipeline, pipelineRegion: ownRegion });
  return (await isMissing(there)) ? here : there;
}

/** Returns whether there is no such pipeline. */
export async function isMissing(history: PipelineHistory): Promise<boolean> {
  return isAbsent((await history.state()).failure);
}

/**
 * Finds the source of an earlier deployment of the group. A pipeline's state no longer shows it, so only the histories
 * are searched.
 */
export async function findEarlierSource(deployment: Deployment, lookup: SourceLookup): Promise<FoundSource> {
  const named = namedSource(deployment);
  if (named) return named;
  const { maker, reason } = await findEarlierMaker(deployment, lookup);
  return maker ? sourceOfMaker(maker) : unknownSource(reason ?? 'no action of a pipeline shows it');
}

/** Finds the execution that made an earlier deployment of the group, or the one that this one repeats. */
export async function findEarlierMaker(deployment: Deployment, lookup: SourceLookup): Promise<MaybeMaker> {
  const stack = await findStackMaker(deployment, lookup);
  if (stack) return { maker: stack };
  const made = await findMaker([deployment], lookup);
  if (made.maker) return made;
  const same = await findSameRevision(deployment, lookup);
  return same.maker ? same : { reason: made.reason ?? same.reason };
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

/** An execution, or what kept the search from finding one; neither where everything was read and shows none. */
export interface MaybeMaker {
  readonly maker?: Maker;
  readonly reason?: string | undefined;
}

/**
 * Finds the execution that made an earlier deployment of the very same bundle. A bundle is repeated by rollbacks, for
 * new instances, and by people who deploy again from the console.
 */
export async function findSameRevision(deployment: Deployment, lookup: SourceLookup): Promise<MaybeMaker> {
  const { group } = lookup;
  if (group.value === undefined) return { reason: group.reason };
  let reason: string | undefined;
  for await (const period of group.value.periods()) {
    if (period.failure !== undefined) return { reason: reason ?? period.failure.reason };
    const same = period.value.deployments.filter(
      ({ id, revision }) => id !== deployment.id && isSameRevision(revision, deployment.revision),
    );
    const made = same.length > 0 ? await findMaker(same, lookup) : undefined;
    if (made?.maker) return made;
    for (const each of same) {
      const maker = await findStackMaker(each, lookup);
      if (maker) return { maker };
    }
    reason ??= made?.reason;
  }
  return { reason };
}

/** Finds the execution whose action made one of the deployments, which are all of the same bundle. */
async function findMaker(deployments: readonly Deployment[], { candidates }: SourceLookup): Promise<MaybeMaker> {
  const made = madeDeployment(new Set(deployments.map(({ id }) => id)));
  const since = new Date(Math.min(...deployments.map(({ createdAt }) => createdAt?.getTime() ?? 0)));
  let reason: string | undefined;
  for await (const history of candidates.pipelines()) {
    const { value, failure } = await findAction(history, made, since);
    const executionId = value?.action?.pipelineExecutionId;
    if (executionId) return { maker: { history, executionId } };
    reason ??= failure?.reason;
  }
  return { reason };
}
