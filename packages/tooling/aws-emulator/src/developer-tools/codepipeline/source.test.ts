import { describe, expect, it } from 'vitest';
import { codeCommitSource, connectionSource, githubSource } from './declare.ts';
import { sourceView } from './source.ts';

const COMMIT = {
  id: 'a'.repeat(40),
  message: 'Round the tax (#91)',
  author: { name: 'Oh Jun', email: 'jun@a.example' },
};
const TIME = new Date('2024-11-01T00:00:00Z');

describe('sourceView', () => {
  it('shows a commit of CodeCommit on the pages of the console, and no author', () => {
    const view = sourceView(codeCommitSource('shop', 'main'), COMMIT, 'eu-west-1', TIME);
    const repository = 'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/shop';
    expect(view).toEqual({
      summary: COMMIT.message,
      revisionUrl: `${repository}/commit/${COMMIT.id}?region=eu-west-1`,
      entityUrl: `${repository}/browse/refs/heads/main?region=eu-west-1`,
      variables: {
        AuthorDate: '2024-11-01T00:00:00Z',
        BranchName: 'main',
        CommitId: COMMIT.id,
        CommitMessage: COMMIT.message,
        CommitterDate: '2024-11-01T00:00:00Z',
        RepositoryName: 'shop',
      },
    });
  });

  it('shows a commit of a connection as JSON with its host, and its author', () => {
    const { summary, variables } = sourceView(connectionSource('a/shop', 'main'), COMMIT, 'eu-west-1', TIME);
    expect(JSON.parse(summary)).toEqual({ ProviderType: 'GitHub', CommitMessage: COMMIT.message });
    expect(variables.AuthorDisplayName).toBe('Oh Jun');
  });

  it('shows a commit of GitHub by an OAuth token on its own page', () => {
    const { revisionUrl } = sourceView(githubSource('a/shop', 'main'), COMMIT, 'eu-west-1', TIME);
    expect(revisionUrl).toBe(`https://github.com/a/shop/commit/${COMMIT.id}`);
  });
});
