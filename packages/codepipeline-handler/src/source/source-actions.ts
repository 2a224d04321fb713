import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { RevisionRef } from '@shipbell/core';
import { type Origin, originOf } from './origins.ts';
import { connectedRepository, type Repository } from './repository.ts';

type Values = Readonly<Record<string, string | undefined>>;

/**
 * What the source actions of an execution took in, the one that ran first at first. Their output variables tell more
 * than anything else: https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
 */
export function originsOfActions(actions: readonly ActionExecutionDetail[]): Origin[] {
  const sources = actions.filter(({ input }) => input?.actionTypeId?.category === 'Source');
  // Newest first, so that a later run of the same action replaces the earlier one, and the order is turned round.
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
    repository: (connected) => repositoryOf(provider, connected, variables, configuration, input?.region),
  });
}

/** A connection may have been triggered by a tag or a pull request, so its branch is its own word, not the setting. */
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
  if (provider === 'CodeCommit' && RepositoryName && region)
    return { host: 'codecommit', name: RepositoryName, region };
  return undefined;
}
