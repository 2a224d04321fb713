import { type Reading, readFailure } from '../aws/read-failure.ts';
import type { Candidates } from './candidates.ts';
import type { Deployment } from './deployment.ts';
import { findAction, madeDeployment } from './find-action.ts';
import { exactSource, type FoundSource, unknownSource } from './found-source.ts';
import type { GroupHistory } from './group-history.ts';
import type { PipelineHistories } from './pipeline-history.ts';
import { commitUrl } from './repository-urls.ts';
import { isSameRevision } from './same-revision.ts';
import { LIST_ACTIONS, sourceOfExecution } from './source-of-execution.ts';

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
