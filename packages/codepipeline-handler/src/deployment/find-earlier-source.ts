import { type Reading, readFailure, tryRead } from '../aws/read-failure.ts';
import { once } from '../aws/repeated-reads.ts';
import type { DeploymentGroup, Investigation } from '../context.ts';
import { findAction, madeDeployment, type PipelineHistories } from '../pipelines/history.ts';
import {
  exactSource,
  type FoundSource,
  LIST_ACTIONS,
  sourceOfExecution,
  unknownSource,
} from '../revision/execution-source.ts';
import { commitUrl } from '../revision/repository.ts';
import { type Deployment, type GroupHistory, isSameRevision, mayBeArtifactOf } from './group-history.ts';

/** Where the deployments of a group are looked for. */
export interface Places {
  readonly candidates: Candidates;
  readonly histories: PipelineHistories;
  /** Or why the group's earlier deployments cannot be looked through. */
  readonly group: Reading<GroupHistory>;
}

/** Which source an earlier deployment of the group had: the pipelines' states have forgotten it, their histories not. */
export async function findEarlierSource(deployment: Deployment, places: Places): Promise<FoundSource> {
  const named = namedSource(deployment);
  if (named) return named;
  const made = await findMaker([deployment], places);
  if (made.value) return made.value;
  const same = await findSameRevision(deployment, places);
  if (same.value) return same.value;
  return unknownSource(made.failure ?? same.failure ?? 'no action of a pipeline shows it');
}

/** CodeDeploy takes bundles from GitHub too, and such a revision names its commit itself. */
export function namedSource({ revision }: Pick<Deployment, 'revision'>): FoundSource | undefined {
  const { repository: name, commitId: id } = revision?.gitHubLocation ?? {};
  if (!name || !id) return undefined;
  const repository = { host: 'github' as const, name, region: undefined };
  const told = { action: 'GitHub', id, title: undefined, body: '', author: undefined, ref: undefined };
  const urls = { commitUrl: commitUrl(repository, id), entityUrl: undefined };
  return exactSource([{ revision: { ...told, ...urls }, repository }], undefined, undefined);
}

/**
 * By an earlier deployment of the very same bundle that a pipeline made: rollbacks, new instances and those who deploy
 * again from the console repeat one. Neither value nor failure where there is none.
 */
export async function findSameRevision(deployment: Deployment, places: Places): Promise<Partial<Reading<FoundSource>>> {
  const { group } = places;
  if (group.value === undefined) return group;
  let failure: string | undefined;
  try {
    for await (const { deployments } of group.value.spans()) {
      const same = deployments.filter(
        ({ id, revision }) => id !== deployment.id && isSameRevision(revision, deployment.revision),
      );
      const made = same.length > 0 ? await findMaker(same, places) : undefined;
      if (made?.value) return made;
      failure ??= made?.failure;
    }
  } catch (error) {
    failure ??= readFailure(error, 'the history of the deployment group', LIST_DEPLOYMENTS);
  }
  return { failure };
}

export const LIST_DEPLOYMENTS = 'codedeploy:ListDeployments or codedeploy:BatchGetDeployments';

/** The source of the execution whose action made one of the deployments, which are all of the same bundle. */
async function findMaker(
  deployments: readonly Deployment[],
  { candidates, histories }: Places,
): Promise<Partial<Reading<FoundSource>>> {
  const made = madeDeployment(new Set(deployments.map(({ id }) => id)));
  const since = new Date(Math.min(...deployments.map(({ createdAt }) => createdAt?.getTime() ?? 0)));
  let failure: string | undefined;
  for await (const pipeline of candidates.pipelines()) {
    const history = histories.of(pipeline);
    try {
      const { action } = await findAction(history, made, since);
      if (action?.pipelineExecutionId) {
        return { value: await sourceOfExecution(history, action.pipelineExecutionId), failure: undefined };
      }
    } catch (error) {
      failure ??= readFailure(error, `the history of pipeline ${pipeline}`, LIST_ACTIONS);
    }
  }
  return { failure };
}

/** The pipelines that may have made the deployments of a group. */
export interface Candidates {
  /** The set one first; the others are looked up only by those who go on, the likeliest first. */
  pipelines(): AsyncIterable<string>;
  /** Why there is none. */
  reason(): Promise<string>;
}

export function createCandidates(
  group: DeploymentGroup,
  { revision }: Pick<Deployment, 'revision'>,
  set: string | undefined,
  { directory, reads, signal }: Pick<Investigation, 'directory' | 'reads' | 'signal'>,
): Candidates {
  const found = once(() =>
    tryRead(
      directory.pipelinesOf(group, reads, signal),
      'the list of pipelines',
      'codepipeline:ListPipelines or codepipeline:GetPipeline',
    ),
  );
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
      return (await found()).failure ?? 'no pipeline of this account and region deploys to this group';
    },
  };
}
