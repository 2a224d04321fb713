import type { ActionState, ArtifactRevision } from '@aws-sdk/client-codepipeline';
import type { Revision, RevisionRef } from '@shipbell/core';
import { type Repository, repositoryOfUrl } from './repository.ts';
import { branchUrl, commitUrl } from './repository-urls.ts';
import { parseSummary } from './revision-summary.ts';

/** A source action's revision and the repository that it is in, where that is known. */
export interface Origin {
  readonly revision: Revision;
  readonly repository: Repository | undefined;
}

/** What the parts of CodePipeline tell of a revision, each in words of its own. */
interface Told {
  readonly action: string | undefined;
  readonly id: string | undefined;
  readonly summary: string | undefined;
  readonly url: string | undefined;
  readonly entityUrl?: string | undefined;
  readonly author?: string | undefined;
  readonly ref?: RevisionRef | undefined;
  /** Where something better than the revision's page tells it. */
  readonly repository?: ((provider: string | undefined) => Repository | undefined) | undefined;
}

/** Nothing for a source that has not taken in a revision. */
export function originOf({ action, id, summary, url, entityUrl, author, ref, ...told }: Told): Origin[] {
  if (!id) return [];
  const { title, body, provider } = parseSummary(summary);
  const repository = told.repository?.(provider) ?? repositoryOfUrl(url, provider);
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

/** What the actions of a source stage took in last: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionState.html */
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

/** What an execution is made of, by its source artifacts: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ArtifactRevision.html */
export function originsOfArtifacts(revisions: readonly ArtifactRevision[]): Origin[] {
  return revisions.flatMap(({ name, revisionId, revisionSummary, revisionUrl }) =>
    originOf({ action: name, id: revisionId, summary: revisionSummary, url: revisionUrl }),
  );
}
