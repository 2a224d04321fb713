import { findAction, madeDeployment } from '../pipelines/history.ts';
import {
  exactSource,
  type FoundSource,
  type Maker,
  sourceOfMaker,
  unknownSource,
} from '../revision/execution-source.ts';
import { commitUrl } from '../revision/repository.ts';
import type { SourceLookup } from './candidates.ts';
import { findStackMaker } from './find-stack-update.ts';
import { type Deployment, isSameRevision } from './group-history.ts';

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
