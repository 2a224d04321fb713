import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitUrl, compareUrl, type Repository, refUrl, repositoryOfUrl } from './repository.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
function on(host: Repository['host'], name = 'acme/shop', region?: string): Repository {
  return { host, name, region };
}

describe('compareUrl', () => {
  it.each([
    [on('github'), `https://github.com/acme/shop/compare/${A}...${B}`],
    [on('gitlab', 'acme/team/shop'), `https://gitlab.com/acme/team/shop/-/compare/${A}...${B}`],
    [on('bitbucket'), `https://bitbucket.org/acme/shop/branches/compare/${B}%0D${A}`],
    [
      on('codecommit', 'shop', 'eu-west-1'),
      `https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/shop/compare/${A}/.../${B}?region=eu-west-1`,
    ],
  ])('returns the page of what the newer commit adds: %o', (repository, url) => {
    expect(compareUrl(repository, A, B)).toBe(url);
  });

  it.each([
    [on('github', 'acme'), A],
    [on('github', 'acme/shop/more'), A],
    [on('github', '../..'), A],
    [on('codecommit', 'shop', undefined), A],
    [on('codecommit', 'shop', 'evil.example/'), A],
    [on('github'), 'main'],
    [on('github'), 'sha256:0123'],
    [undefined, A],
  ])('returns no page for the repository %o and the commit %s', (repository, from) => {
    expect(compareUrl(repository, from, B)).toBeUndefined();
  });
});

const HOSTS = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
  codecommit: 'eu-west-1.console.aws.amazon.com',
};

describe('commitUrl, compareUrl and refUrl', () => {
  it('return pages of the repository on its host, whatever its name is', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('..', '.', '@evil.example', '%2e%2e', '\\', '//', '#', '?x=', 'shop', 'a/b'),
    );
    const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const host = fc.constantFrom<Repository['host'][]>('github', 'gitlab', 'bitbucket', 'codecommit');
    const id = fc.oneof(fc.constant(A), part);
    fc.assert(
      fc.property(host, name, id, part, (host, name, id, branch) => {
        const repository = on(host, name, 'eu-west-1');
        for (const url of [
          commitUrl(repository, id),
          compareUrl(repository, id, B),
          refUrl(repository, { kind: 'branch', name: branch }),
        ]) {
          if (url === undefined) continue;
          const { protocol, hostname, pathname, username, port } = new URL(url);
          expect({ protocol, hostname, username, port }).toEqual({
            protocol: 'https:',
            hostname: HOSTS[host],
            username: '',
            port: '',
          });
          expect(pathname.startsWith(host === 'codecommit' ? '/codesuite/codecommit/repositories/' : `/${name}/`)).toBe(
            true,
          );
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

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
  ])('finds the repository of %s with provider %s', (url, provider, host, name) => {
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
  ])('returns nothing for %s with provider %s', (url, provider) => {
    expect(repositoryOfUrl(url, provider)).toBeUndefined();
  });
});
