import type { ActionExecutionDetail, ActionState, ArtifactRevision } from '@aws-sdk/client-codepipeline';
import type { Revision, RevisionRef } from '@shipbell/core';
import { branchUrl, commitUrl, connectedRepository, type Repository, repositoryOfUrl } from './repository.ts';
import { parseSummary } from './summary.ts';

/** A source action's revision and the repository that it is in, where that can be found. */
export interface Origin {
  readonly revision: Revision;
  readonly repository: Repository | undefined;
}

/** The facts of a revision, which each part of CodePipeline has in a form of its own. */
interface OriginFacts {
  readonly action: string | undefined;
  readonly id: string | undefined;
  readonly summary: string | undefined;
  readonly url: string | undefined;
  readonly entityUrl?: string | undefined;
  readonly author?: string | undefined;
  readonly ref?: RevisionRef | undefined;
  /** Returns the repository, where something names it that is better than the revision's page. */
  readonly repositoryOf?: ((provider: string | undefined) => Repository | undefined) | undefined;
}

/** Returns the origin in a list; the list is empty for a source that has not taken in a revision. */
export function originOf({
  action,
  id,
  summary,
  url,
  entityUrl,
  author,
  ref,
  repositoryOf: namedRepository,
}: OriginFacts): Origin[] {
  if (!id) return [];
  const { title, body, provider } = parseSummary(summary);
  const repository = namedRepository?.(provider) ?? repositoryOfUrl(url, provider);
  const revision = {
    action: action ?? 'Source',
    id,
    title,
    body,
    author,
    ref,
    // The host's own page needs no login to AWS.
    commitUrl: commitUrl(repository, id) ?? url,
    entityUrl: entityUrl ?? (ref?.kind === 'branch' ? branchUrl(repository, ref.name) : undefined),
  };
  return [{ revision, repository }];
}

/**
 * Returns what the actions of a source stage took in last:
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionState.html
 */
export function originsOfStage(actionStates: readonly ActionState[]): Origin[] {
  return actionStates.flatMap(({ actionName, currentRevision, latestExecution, entityUrl, revisionUrl }) =>
    originOf({
      action: actionName,
      id: currentRevision?.revisionId,
      summary: latestExecution?.summary,
      url: revisionUrl,
      entityUrl,
    }),
  );
}

/**
 * Returns the origins of an execution, by its source artifacts:
 * https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ArtifactRevision.html
 */
export function originsOfArtifacts(revisions: readonly ArtifactRevision[]): Origin[] {
  return revisions.flatMap(({ name, revisionId, revisionSummary, revisionUrl }) =>
    originOf({ action: name, id: revisionId, summary: revisionSummary, url: revisionUrl }),
  );
}

type Values = Readonly<Record<string, string | undefined>>;

/**
 * Returns what the source actions of an execution took in, in the order in which the actions ran. Their output
 * variables say more than anything else:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
 */
export function originsOfActions(actions: readonly ActionExecutionDetail[]): Origin[] {
  const sources = actions.filter(({ input }) => input?.actionTypeId?.category === 'Source');
  // Newest first, so that a later execution of the same action replaces the earlier one, and the order is turned round.
  const latest = new Map([...sources].reverse().map((action) => [action.actionName, action]));
  return [...latest.values()].flatMap(originOfAction);
}

function originOfAction({ actionName, input, output }: ActionExecutionDetail): Origin[] {
  const variables: Values = output?.outputVariables ?? {};
  const configuration: Values = input?.resolvedConfiguration ?? input?.configuration ?? {};
  const provider = input?.actionTypeId?.provider;
  const result = output?.executionResult;
  return originOf({
    action: actionName,
    id: variables.CommitId ?? result?.externalExecutionId ?? variables.VersionId ?? variables.ImageDigest,
    summary: result?.externalExecutionSummary ?? variables.CommitMessage,
    url: result?.externalExecutionUrl ?? variables.CommitUrl,
    author: variables.AuthorDisplayName || undefined,
    ref: refOf(provider, variables, configuration),
    repositoryOf: (connected) => repositoryOf(provider, connected, variables, configuration, input?.region),
  });
}

/**
 * Returns the branch, tag or pull request. A connection may have been triggered by a tag or a pull request, so that its
 * branch is taken from its own variables, not from the setting.
 */
function refOf(provider: string | undefined, variables: Values, configuration: Values): RevisionRef | undefined {
  if (variables.TagName) return { kind: 'tag', name: variables.TagName };
  if (variables.PullRequestId) return { kind: 'pull request', name: variables.PullRequestId };
  const set = provider === CONNECTION ? undefined : (configuration.BranchName ?? configuration.Branch);
  const name = variables.BranchName ?? set;
  return name ? { kind: 'branch', name } : undefined;
}

const CONNECTION = 'CodeStarSourceConnection';

function repositoryOf(
  provider: string | undefined,
  connected: string | undefined,
  variables: Values,
  configuration: Values,
  region: string | undefined,
): Repository | undefined {
  if (provider === CONNECTION) {
    return connectedRepository(connected, variables.FullRepositoryName ?? configuration.FullRepositoryId);
  }
  const { Owner, Repo, RepositoryName = variables.RepositoryName } = configuration;
  if (provider === 'GitHub' && Owner && Repo) return { host: 'github', name: `${Owner}/${Repo}`, region: undefined };
  if (provider === 'CodeCommit' && RepositoryName && region) {
    return { host: 'codecommit', name: RepositoryName, region };
  }
  return undefined;
}
