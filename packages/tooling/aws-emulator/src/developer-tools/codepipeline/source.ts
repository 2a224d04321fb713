import type { ActionDeclaration } from '@aws-sdk/client-codepipeline';
import type { ActionOutcome, Commit, Execution, Pipeline } from './model.ts';

/** What a source action shows of a commit. */
export interface SourceView {
  /** The commit's message; for a connection, JSON that holds the message. */
  readonly summary: string;
  readonly revisionUrl: string;
  /** The address of the branch. */
  readonly entityUrl: string;
  readonly variables: Record<string, string>;
}

/** Returns what a source action shows of a commit: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html */
export function sourceView(source: ActionDeclaration, commit: Commit, region: string, time: Date): SourceView {
  const configuration = source.configuration ?? {};
  const variables = {
    AuthorDate: time.toISOString().replace('.000', ''),
    CommitId: commit.id,
    CommitMessage: commit.message,
  };
  if (source.actionTypeId?.provider === 'GitHub') return githubView(configuration, commit, variables);
  if (source.actionTypeId?.provider === 'CodeCommit') return codeCommitView(configuration, commit, region, variables);
  const { ConnectionArn = '', FullRepositoryId = '', BranchName = '' } = configuration;
  const redirect = `https://${region}.console.aws.amazon.com/codesuite/settings/connections/redirect`;
  const link = (type: string, name: string, value: string) =>
    `${redirect}?connectionArn=${ConnectionArn}&referenceType=${type}&FullRepositoryId=${FullRepositoryId}&${name}=${value}`;
  return {
    summary: JSON.stringify({ ProviderType: 'GitHub', CommitMessage: commit.message }),
    revisionUrl: link('COMMIT', 'Commit', commit.id),
    entityUrl: link('BRANCH', 'Branch', BranchName),
    variables: {
      ...variables,
      AuthorDisplayName: commit.author.name,
      AuthorEmail: commit.author.email,
      BranchName,
      ConnectionArn,
      FullRepositoryName: FullRepositoryId,
      ProviderType: 'GitHub',
    },
  };
}

/** Returns the same for a repository in CodeCommit, which names no author: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeCommit.html */
function codeCommitView(
  configuration: Record<string, string>,
  commit: Commit,
  region: string,
  variables: Record<string, string>,
): SourceView {
  const { RepositoryName = '', BranchName = '' } = configuration;
  const repository = `https://${region}.console.aws.amazon.com/codesuite/codecommit/repositories/${RepositoryName}`;
  return {
    summary: commit.message,
    revisionUrl: `${repository}/commit/${commit.id}?region=${region}`,
    entityUrl: `${repository}/browse/refs/heads/${BranchName}?region=${region}`,
    variables: { ...variables, BranchName, CommitterDate: variables.AuthorDate ?? '', RepositoryName },
  };
}

/** Returns the same for an action by an OAuth token: https://docs.aws.amazon.com/codepipeline/latest/userguide/appendix-github-oauth.html */
function githubView(
  configuration: Record<string, string>,
  commit: Commit,
  variables: Record<string, string>,
): SourceView {
  const { Owner = '', Repo = '', Branch = '' } = configuration;
  const repository = `https://github.com/${Owner}/${Repo}`;
  const CommitUrl = `${repository}/commit/${commit.id}`;
  return {
    summary: commit.message,
    revisionUrl: CommitUrl,
    entityUrl: `${repository}/tree/${Branch}`,
    variables: {
      ...variables,
      BranchName: Branch,
      CommitterDate: variables.AuthorDate ?? '',
      CommitUrl,
      RepositoryName: Repo,
    },
  };
}

/** Returns what a source action shows once it has found the execution's commit. */
export function sourceOutcome(
  source: ActionDeclaration,
  { commit, startTime }: Execution,
  region: string,
): ActionOutcome {
  const { summary, revisionUrl, variables } = sourceView(source, commit, region, startTime);
  return {
    externalExecutionId: commit.id,
    externalExecutionUrl: revisionUrl,
    summary,
    outputVariables: variables,
  };
}

/** Returns a pipeline's source actions. */
export function sourceActions(pipeline: Pipeline): ActionDeclaration[] {
  const actions = (pipeline.declaration.stages ?? []).flatMap(({ actions = [] }) => actions);
  return actions.filter(({ actionTypeId }) => actionTypeId?.category === 'Source');
}
