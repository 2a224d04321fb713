import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { originsOfActions } from './origin.ts';

const ID = 'a'.repeat(40);
const DIGEST = `sha256:${'b'.repeat(64)}`;

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
      request: undefined,
      author: 'Ada',
      ref: { kind: 'branch', name: 'main' },
      repository: 'acme/team/shop',
      commitUrl: `https://gitlab.com/acme/team/shop/-/commit/${ID}`,
      entityUrl: 'https://gitlab.com/acme/team/shop/-/tree/main',
    });
  });

  it('shows no secret that somebody wrote, and leaves names as they are', () => {
    const variables = { CommitId: ID, CommitMessage: 'Use TOKEN=abc123\n\npassword: hunter2' };
    expect(revisionOf(source('GitHub', {}, variables))).toMatchObject({
      title: 'Use TOKEN=••••••',
      body: 'password: ••••••',
    });
    const image = { RepositoryName: 'auth-token', ImageTag: 'v1', ImageDigest: DIGEST };
    expect(revisionOf(source('ECR', {}, image))).toMatchObject({ title: undefined, name: 'auth-token:v1' });
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

  it.each([
    ['Amazon S3 version id: v1', { ObjectKey: 'out/app.zip', BucketName: 'releases' }, {}, { name: 'out/app.zip' }],
    [undefined, {}, { S3ObjectKey: 'out/app.zip', S3Bucket: 'releases' }, { name: 'out/app.zip' }],
    ['Round the rates', { ObjectKey: 'out/app.zip', BucketName: 'releases' }, {}, { title: 'Round the rates' }],
  ])('names an object with the summary %j by %j and %j', (summary, variables, configuration, words) => {
    const executionResult = { externalExecutionId: 'v1', externalExecutionSummary: summary };
    const output = { executionResult, outputVariables: variables as never };
    expect(revisionOf(source('S3', configuration as never, {}, { output }))).toMatchObject({
      id: 'v1',
      ...{ title: undefined, name: undefined, ...words },
      ref: { kind: 'object', name: 'releases/out/app.zip' },
    });
  });

  it('keeps the summary of an object that nothing names', () => {
    const executionResult = { externalExecutionId: 'v1', externalExecutionSummary: 'Amazon S3 version id: v1' };
    expect(revisionOf(source('S3', {}, {}, { output: { executionResult } }))).toMatchObject({
      title: 'Amazon S3 version id: v1',
      ref: undefined,
    });
  });

  it.each([
    [{ RepositoryName: 'team/api', ImageTag: 'v3' }, {}, 'team/api:v3'],
    [{}, { RepositoryName: 'team/api', ImageTag: 'v3' }, 'team/api:v3'],
    [{}, { RepositoryName: 'team/api' }, 'team/api:latest'],
  ])('names an image by the variables %j and the settings %j', (variables, configuration, name) => {
    const output = { executionResult: { externalExecutionId: DIGEST }, outputVariables: variables as never };
    expect(revisionOf(source('ECR', configuration as never, {}, { output }))).toMatchObject({
      id: DIGEST,
      title: undefined,
      name,
    });
  });

  it('names a pull request as what started the pipeline, with the title that it has', () => {
    const started = { CommitId: ID, CommitMessage: 'wip', ProviderType: 'GitLab', FullRepositoryName: 'acme/shop' };
    const action = source(
      'CodeStarSourceConnection',
      {},
      { ...started, PullRequestId: '9', PullRequestTitle: 'Add it' },
    );
    const url = 'https://gitlab.com/acme/shop/-/merge_requests/9';
    expect(revisionOf(action)).toMatchObject({
      title: 'Add it',
      body: 'wip',
      request: { label: '!9', url },
      ref: { kind: 'pull request', name: '9' },
      entityUrl: url,
    });
    const same = { ...started, CommitMessage: 'Add it\n\nBy hand.', PullRequestId: '9', PullRequestTitle: 'Add it' };
    expect(revisionOf(source('CodeStarSourceConnection', {}, same))).toMatchObject({
      title: 'Add it',
      body: 'By hand.',
    });
  });

  it('links a number to the repository’s own host alone, and only where that host writes numbers so', () => {
    const hosts = { GitHub: 'https://github.com/', GitLab: 'https://gitlab.com/', Bitbucket: 'https://bitbucket.org/' };
    const first = fc.constantFrom(
      ['GitHub', 'Merge pull request #7 from evil.example/x'],
      ['GitHub', 'Add it (#7)'],
      ['GitLab', "Merge branch 'x' into 'y'\n\nAdd it\n\nSee merge request acme/shop!7"],
      ['GitLab', "Merge branch 'x' into 'y'\n\nAdd it\n\nSee merge request evil/other!7"],
      ['Bitbucket', 'Merged in x (pull request #7)'],
      ['none', 'Merged PR 7: Add it'],
    );
    const provider = fc.constantFrom('GitHub', 'GitLab', 'Bitbucket', 'GitHubEnterpriseServer');
    const name = fc.constantFrom('acme/shop', '../evil', 'acme/shop/more', '@evil.example/x', '');
    fc.assert(
      fc.property(first, provider, name, ([writtenBy, CommitMessage = ''], ProviderType, FullRepositoryName) => {
        const variables = { CommitId: ID, CommitMessage, ProviderType, FullRepositoryName };
        const request = revisionOf(source('CodeStarSourceConnection', {}, variables))?.request;
        expect(request?.label).toMatch(/^(?:[#!]|PR )7$/);
        if (request?.url === undefined) return;
        expect(ProviderType).toBe(writtenBy);
        expect(request.url.startsWith(`${hosts[ProviderType as keyof typeof hosts]}${FullRepositoryName}/`)).toBe(true);
        expect(CommitMessage).not.toContain('evil/other');
      }),
    );
  });

  it('does not fail on variables that are no texts', () => {
    const variables = { CommitId: ID, TagName: 4, PullRequestId: {}, FullRepositoryName: null, ObjectKey: [] };
    expect(revisionOf(source('S3', {}, variables as never))).toMatchObject({ id: ID, ref: undefined });
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
