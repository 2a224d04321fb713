import { describe, expect, it } from 'vitest';
import { repositoryOfUrl } from './repository.ts';

const REDIRECT =
  'https://eu-west-1.console.aws.amazon.com/codesuite/settings/connections/redirect?connectionArn=arn&referenceType=COMMIT&FullRepositoryId=acme/shop&Commit=abc';

describe('repositoryOfUrl', () => {
  it.each([
    ['https://github.com/acme/shop/commit/abc', undefined, 'github', 'acme/shop'],
    ['https://gitlab.com/acme/team/shop/-/commit/abc', undefined, 'gitlab', 'acme/team/shop'],
    ['https://bitbucket.org/acme/shop/commits/abc', undefined, 'bitbucket', 'acme/shop'],
    [REDIRECT, 'GitHub', 'github', 'acme/shop'],
    [REDIRECT, 'GitLab', 'gitlab', 'acme/shop'],
    [REDIRECT, 'Bitbucket', 'bitbucket', 'acme/shop'],
    [
      'https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/shop/commit/abc?region=eu-west-1',
      undefined,
      'codecommit',
      'shop',
    ],
    [
      'https://eu-west-1.console.aws.amazon.com/codecommit/home#/repository/shop/commit/abc',
      undefined,
      'codecommit',
      'shop',
    ],
  ])('knows %s of %s', (url, provider, host, name) => {
    expect(repositoryOfUrl(url, provider)).toMatchObject({ host, name });
  });

  it.each([
    [REDIRECT, 'GitHubEnterpriseServer'],
    [REDIRECT, 'GitLabSelfManaged'],
    [REDIRECT, 'constructor'],
    [REDIRECT, undefined],
    ['http://github.com/acme/shop/commit/abc', undefined],
    ['https://github.com.evil.example/acme/shop/commit/abc', undefined],
    ['https://github.com/acme/shop', undefined],
    ['no url', undefined],
    [undefined, 'GitHub'],
  ])('does not guess for %s of %s', (url, provider) => {
    expect(repositoryOfUrl(url, provider)).toBeUndefined();
  });
});
