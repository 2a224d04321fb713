import type { ActionExecutionDetail, ActionState, ArtifactRevision } from '@aws-sdk/client-codepipeline';
import { maskSecrets, type PullRequest, type Revision, type RevisionName, type RevisionRef } from '@shipbell/core';
import { type WrittenRequest, withoutAddresses } from './commit-message.ts';
import {
  commitUrl,
  connectedRepository,
  imageRepositoryOfUrl,
  type Repository,
  refUrl,
  repositoryOfUrl,
  requestUrl,
} from './repository.ts';
import { parseSummary } from './summary.ts';

/** A source action's revision and the repository that it is in, where that can be found. */
export interface Origin {
  readonly revision: Revision;
  readonly repository: Repository | undefined;
}

/** Returns the part of an origin that names it in a sentence. */
export function nameOf({ revision: { id, title, name, request, author, authorEmail } }: Origin): RevisionName {
  return { id, title, name, request, author, authorEmail };
}

/** The facts of a revision, which each part of CodePipeline has in a form of its own. */
interface OriginFacts {
  readonly action: string | undefined;
  readonly id: string | undefined;
  readonly summary: string | undefined;
  readonly url: string | undefined;
  readonly entityUrl?: string | undefined;
  readonly author?: string | undefined;
  readonly authorEmail?: string | undefined;
  readonly ref?: RevisionRef | undefined;
  /** The title of the pull request that started the pipeline. */
  readonly requestTitle?: string | undefined;
  /** The image's or the object's name, where the source has no commit. */
  readonly imageOrObject?: string | undefined;
  /** The repository's name or the bucket's, also where its host is unknown. */
  readonly repositoryName?: string | undefined;
  /** Returns the repository, where something names it that is better than the revision's page. */
  readonly repositoryOf?: ((provider: string | undefined) => Repository | undefined) | undefined;
}

/** Returns the origin in a list; the list is empty for a source that has not taken in a revision. */
export function originOf({ action, id, summary, url, entityUrl, ref, ...facts }: OriginFacts): Origin[] {
  if (!id) return [];
  const { title, body, request, provider } = parseSummary(facts.imageOrObject ? undefined : summary);
  const repository = facts.repositoryOf?.(provider) ?? repositoryOfUrl(url, provider);
  const author = withoutAddresses(facts.author ?? '');
  const started = startedBy(ref, repository);
  // Masked as the message's title is, with which it is compared.
  const requestTitle = facts.requestTitle && maskSecrets(facts.requestTitle);
  const revision = {
    action: action ?? 'Source',
    id,
    title: requestTitle ?? title,
    name: facts.imageOrObject ?? imageRepositoryOfUrl(url, id),
    body: requestTitle && requestTitle !== title ? [title ?? '', body].join('\n\n').trim() : body,
    request: request ? linked(request, repository) : started.request,
    author: author || undefined,
    authorEmail: facts.authorEmail,
    ref,
    repository: facts.repositoryName ?? repository?.name,
    // The host's own page needs no login to AWS.
    commitUrl: commitUrl(repository, id) ?? url,
    entityUrl: entityUrl ?? started.entityUrl,
  };
  return [{ revision, repository }];
}

/** Returns the request that a message names, with its page where the repository is on the host that writes so. */
function linked({ label, host, project }: WrittenRequest, repository: Repository | undefined): PullRequest {
  const isHere = repository?.host === host && (project === undefined || project === repository?.name);
  return { label, url: repository && isHere ? requestUrl(repository, label.slice(1)) : undefined };
}

/** Returns the pages of the branch, tag or pull request that started a pipeline, and the request itself where it is one. */
function startedBy(
  ref: RevisionRef | undefined,
  repository: Repository | undefined,
): Pick<Revision, 'entityUrl' | 'request'> {
  const entityUrl = ref && refUrl(repository, ref);
  const sign = repository?.host === 'gitlab' ? '!' : '#';
  return ref?.kind === 'pull request' && /^\d{1,10}$/.test(ref.name)
    ? { entityUrl, request: { label: `${sign}${ref.name}`, url: entityUrl } }
    : { entityUrl, request: undefined };
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
  const variables = texts(output?.outputVariables);
  const configuration = texts(input?.resolvedConfiguration ?? input?.configuration);
  const provider = input?.actionTypeId?.provider;
  const result = output?.executionResult;
  const id = variables.CommitId ?? result?.externalExecutionId ?? variables.VersionId ?? variables.ImageDigest;
  const object = provider === 'S3' ? objectOf(variables, configuration) : undefined;
  const summary = result?.externalExecutionSummary || variables.CommitMessage;
  return originOf({
    action: actionName,
    id,
    summary,
    imageOrObject: imageOf(provider, variables, configuration) ?? keyOf(id, summary, object?.key),
    url: result?.externalExecutionUrl ?? variables.CommitUrl,
    author: variables.AuthorDisplayName,
    authorEmail: variables.AuthorEmail,
    ref: refOf(provider, variables, configuration) ?? object?.ref,
    requestTitle: variables.PullRequestId && variables.PullRequestTitle,
    repositoryName: object?.bucket ?? variables.FullRepositoryName ?? configuration.FullRepositoryId,
    repositoryOf: (connected) =>
      repositoryOf(provider, connected ?? variables.ProviderType, variables, configuration, input?.region),
  });
}

/** Returns the values that are texts with something in them. */
function texts(values: Values = {}): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string' && value !== ''));
}

/** Returns the object's key where the summary has nothing but the id: only some objects have metadata for it. */
function keyOf(id = '', summary = '', key: string | undefined): string | undefined {
  return summary === '' || summary.includes(id) ? key : undefined;
}

/** Returns `shop:v1.4.2` for an image; `latest` is the tag that an action takes without a setting. */
function imageOf(provider: string | undefined, variables: Values, configuration: Values): string | undefined {
  const name = variables.RepositoryName ?? configuration.RepositoryName;
  const tag = variables.ImageTag ?? configuration.ImageTag ?? 'latest';
  return provider === 'ECR' && name ? `${name}:${tag}` : undefined;
}

function objectOf(variables: Values, configuration: Values) {
  const key = variables.ObjectKey ?? configuration.S3ObjectKey;
  const bucket = variables.BucketName ?? configuration.S3Bucket;
  const name = [bucket, key].filter((part) => part !== undefined).join('/');
  return { key, bucket, ref: key === undefined ? undefined : ({ kind: 'object', name } as const) };
}

/**
 * Returns the branch, tag or pull request. A connection may have been triggered by a tag or a pull request, so that its
 * branch is taken from its own variables, not from the setting.
 */
function refOf(provider: string | undefined, variables: Values, configuration: Values): RevisionRef | undefined {
  const set = provider === CONNECTION ? undefined : (configuration.BranchName ?? configuration.Branch);
  return refNamed(variables.TagName, variables.PullRequestId, variables.BranchName ?? set);
}

/** Returns the tag, the pull request or the branch, whichever has a name. */
export function refNamed(
  tag: string | undefined,
  request: string | undefined,
  branch: string | undefined,
): RevisionRef | undefined {
  if (tag) return { kind: 'tag', name: tag };
  if (request) return { kind: 'pull request', name: request };
  return branch ? { kind: 'branch', name: branch } : undefined;
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
