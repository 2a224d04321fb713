import { codecommitUrl, type RevisionRef } from '@shipbell/core';

/**
 * The repository from which a source action takes commits, on a host whose pages have known addresses; a self-managed
 * host has none.
 */
export interface Repository {
  readonly host: 'github' | 'gitlab' | 'bitbucket' | 'codecommit';
  /** `owner/name`, with GitLab's groups in between; CodeCommit's name alone. */
  readonly name: string;
  /** CodeCommit's region; undefined for others. */
  readonly region: string | undefined;
}

/** Returns whether both are the same repository; false where one is undefined. */
export function isSameRepository(one: Repository | undefined, other: Repository | undefined): boolean {
  return one !== undefined && one.host === other?.host && one.name === other.name && one.region === other.region;
}

const HOSTS = { github: 'https://github.com', gitlab: 'https://gitlab.com', bitbucket: 'https://bitbucket.org' };

function isHost(name: string): name is keyof typeof HOSTS {
  return Object.hasOwn(HOSTS, name);
}

/**
 * Returns the repository of a connection's `FullRepositoryId`. Its provider is `GitHub`, `GitLab` or `Bitbucket`;
 * `GitHubEnterpriseServer` and `GitLabSelfManaged` have another host for each customer:
 * https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_CreateConnection.html
 */
export function connectedRepository(
  provider: string | undefined,
  name: string | null | undefined,
): Repository | undefined {
  const host = provider?.toLowerCase() ?? '';
  return isHost(host) && name ? { host, name, region: undefined } : undefined;
}

/**
 * Returns the repository that a commit's page belongs to: the host's own page, or the console's page of a connection,
 * which names the repository and leaves the provider to the revision's summary.
 */
export function repositoryOfUrl(url: string | undefined, provider: string | undefined): Repository | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { origin, hostname, pathname, hash, searchParams } = new URL(url);
  const host = Object.keys(HOSTS).find((name) => isHost(name) && HOSTS[name] === origin) ?? '';
  if (isHost(host)) {
    const [, name] = /^\/(.+?)(?:\/-)?\/commits?\/[^/]+\/?$/.exec(pathname) ?? [];
    return connectedRepository(host, name);
  }
  return connectedRepository(provider, searchParams.get('FullRepositoryId')) ?? codecommit(hostname, pathname, hash);
}

/**
 * Returns the CodeCommit repository of today's `…/codesuite/codecommit/repositories/NAME/commit/…` or the old
 * `…/codecommit/home#/repository/NAME/commit/…`.
 */
function codecommit(hostname: string, pathname: string, hash: string): Repository | undefined {
  const [, region] = /^([a-z0-9-]+)\.console\./.exec(hostname) ?? [];
  const [, name] =
    /\/codecommit\/(?:home)?(?:#\/repository|repositories)\/([^/]+)\/commit\//.exec(pathname + hash) ?? [];
  return region && name ? { host: 'codecommit', name, region } : undefined;
}

/** Returns the ECR repository whose page in the console the URL is, where the revision is an image's digest. */
export function imageRepositoryOfUrl(url: string | undefined, id: string): string | undefined {
  if (url === undefined || !id.startsWith('sha256:') || !URL.canParse(url)) return undefined;
  const { pathname, hash } = new URL(url);
  const [, name] = /\/repositories\/(?:private\/\d+\/)?([\w./-]+?)(?:\/_\/.*)?\/?$/.exec(pathname + hash) ?? [];
  return name;
}

/**
 * Returns the address of a commit's page, which is on the repository's host whatever the name is; undefined for a name
 * or an id that is none.
 */
export function commitUrl(repository: Repository | undefined, id: string): string | undefined {
  return repository && COMMIT_ID.test(id) ? pageOf(repository, PAGES[repository.host].commit(id)) : undefined;
}

/**
 * Returns the address of the page of all that `to` has and `from` lacks. `to` must be the newer commit, because hosts
 * show nothing the other way round.
 * https://docs.github.com/en/pull-requests/committing-changes-to-your-project/viewing-and-comparing-commits/comparing-commits
 */
export function compareUrl(repository: Repository | undefined, from: string, to: string): string | undefined {
  return repository && COMMIT_ID.test(from) && COMMIT_ID.test(to)
    ? pageOf(repository, PAGES[repository.host].compare(from, to))
    : undefined;
}

/** Returns the address of the page of a branch, a tag or a pull request; undefined for a name that is none. */
export function refUrl(repository: Repository | undefined, { kind, name }: RevisionRef): string | undefined {
  if (repository === undefined || kind === 'object' || !isPath(name)) return undefined;
  if (kind === 'pull request') return requestUrl(repository, name);
  return pageOf(repository, PAGES[repository.host][kind](name.split('/').map(encodeURIComponent).join('/')));
}

/** Returns the address of a pull or merge request's page; undefined for a number that is none. */
export function requestUrl(repository: Repository, number: string): string | undefined {
  return /^\d{1,10}$/.test(number) ? pageOf(repository, PAGES[repository.host].request(number)) : undefined;
}

const COMMIT_ID = /^[0-9a-f]{7,64}$/i;
const NAME = /^[\w.-]+$/;
function isName(text: string): boolean {
  return NAME.test(text) && !/^\.+$/.test(text);
}
function isPath(text: string): boolean {
  return text.isWellFormed() && text.split('/').every((part) => part !== '' && !/^\.+$/.test(part));
}

interface Pages {
  commit(id: string): string;
  compare(from: string, to: string): string;
  branch(path: string): string;
  tag(path: string): string;
  request(number: string): string;
}

const PAGES: Readonly<Record<Repository['host'], Pages>> = {
  github: {
    commit: (id) => `commit/${id}`,
    compare: (from, to) => `compare/${from}...${to}`,
    branch: (path) => `tree/${path}`,
    tag: (path) => `releases/tag/${path}`,
    request: (number) => `pull/${number}`,
  },
  gitlab: {
    commit: (id) => `-/commit/${id}`,
    compare: (from, to) => `-/compare/${from}...${to}`,
    branch: (path) => `-/tree/${path}`,
    tag: (path) => `-/tags/${path}`,
    request: (number) => `-/merge_requests/${number}`,
  },
  bitbucket: {
    commit: (id) => `commits/${id}`,
    // The newer one comes first here, and a carriage return between them.
    compare: (from, to) => `branches/compare/${to}%0D${from}`,
    branch: (path) => `branch/${path}`,
    tag: (path) => `commits/tag/${path}`,
    request: (number) => `pull-requests/${number}`,
  },
  codecommit: {
    commit: (id) => `commit/${id}`,
    compare: (from, to) => `compare/${from}/.../${to}`,
    branch: (path) => `browse/refs/heads/${path}`,
    tag: (path) => `browse/refs/tags/${path}`,
    request: (number) => `pull-requests/${number}/details`,
  },
};

function pageOf({ host, name, region }: Repository, path: string): string | undefined {
  if (host === 'codecommit') return isName(name) ? codecommitUrl(region ?? '', name, path) : undefined;
  const names = name.split('/');
  const isPossible = host === 'gitlab' ? names.length >= 2 : names.length === 2;
  return isPossible && names.every(isName) ? `${HOSTS[host]}/${name}/${path}` : undefined;
}
