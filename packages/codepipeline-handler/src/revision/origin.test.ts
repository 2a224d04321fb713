import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { originsOfActions } from './origin.ts';

const ID = 'a'.repeat(40);

function source(
  provider: string,
  configuration: Record<string, string>,
  outputVariables: Record<string, string>,
  change: Partial<ActionExecutionDetail> = {},
): ActionExecutionDetail {
  return {
    actionName: 'App',
    status: 'Succeeded',
    input: {
      actionTypeId: { category: 'Source', owner: 'AWS', provider, version: '1' },
      configuration,
      region: 'eu-west-1',
    },
    output: { outputVariables, executionResult: { externalExecutionId: ID } },
    ...change,
  };
}

function revisionOf(action: ActionExecutionDetail) {
  return originsOfActions([action])[0]?.revision;
}

describe('originsOfActions', () => {
  it('takes author, branch and message from the variables of a connection’s action', () => {
    const variables = {
      CommitId: ID,
      CommitMessage: '{"ProviderType":"GitLab","CommitMessage":"Add it"}',
      BranchName: 'main',
      FullRepositoryName: 'acme/team/shop',
      AuthorDisplayName: 'Ada',
    };
    expect(revisionOf(source('CodeStarSourceConnection', {}, variables))).toEqual({
      action: 'App',
      id: ID,
      title: 'Add it',
      body: '',
      author: 'Ada',
      ref: { kind: 'branch', name: 'main' },
      commitUrl: `https://gitlab.com/acme/team/shop/-/commit/${ID}`,
      entityUrl: 'https://gitlab.com/acme/team/shop/-/tree/main',
    });
  });

  it('does not name the branch of a connection’s setting, because a tag may have triggered the connection', () => {
    const configuration = { FullRepositoryId: 'acme/shop', BranchName: 'main' };
    expect(revisionOf(source('CodeStarSourceConnection', configuration, { CommitId: ID }))?.ref).toBeUndefined();
  });

  it.each([
    ['GitHub', { Owner: 'acme', Repo: 'shop', Branch: 'main' }, `https://github.com/acme/shop/commit/${ID}`],
    [
      'CodeCommit',
      { RepositoryName: 'shop', BranchName: 'main' },
      `https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/shop/commit/${ID}?region=eu-west-1`,
    ],
  ])(
    'names the repository of an action of provider %s by the action’s setting',
    (provider, configuration, commitUrl) => {
      expect(revisionOf(source(provider, configuration as never, {}))).toMatchObject({
        commitUrl,
        ref: { kind: 'branch', name: 'main' },
      });
    },
  );

  it('gives no page for a commit on a self-managed host', () => {
    const summary = '{"ProviderType":"GitHubEnterpriseServer","CommitMessage":"x"}';
    const output = { outputVariables: { CommitId: ID, FullRepositoryName: 'a/b', CommitMessage: summary } };
    expect(revisionOf(source('CodeStarSourceConnection', {}, {}, { output }))?.commitUrl).toBeUndefined();
  });

  it('returns an origin for a source that is no commit', () => {
    const output = {
      executionResult: { externalExecutionId: 'v1', externalExecutionSummary: 'Amazon S3 version id: v1' },
    };
    expect(revisionOf(source('S3', {}, {}, { output }))).toMatchObject({
      id: 'v1',
      title: 'Amazon S3 version id: v1',
      commitUrl: undefined,
    });
  });

  it('returns each source once, by its last execution, in the order of the pipeline', () => {
    const run = (actionName: string, id: string) =>
      source('GitHub', {}, {}, { actionName, output: { executionResult: { externalExecutionId: id } } });
    const newestFirst = [run('Docs', '3'), run('App', '2'), run('App', '1')];
    expect(originsOfActions(newestFirst).map(({ revision }) => [revision.action, revision.id])).toEqual([
      ['App', '2'],
      ['Docs', '3'],
    ]);
  });

  it('returns nothing for a build action', () => {
    const build = source('CodeBuild', {}, {}, { input: {} });
    expect(originsOfActions([build])).toEqual([]);
  });
});
