/** Where a source action takes commits from, where its pages are known: what one hosts oneself has an unknown host. */
export interface Repository {
  readonly host: 'github' | 'gitlab' | 'bitbucket' | 'codecommit';
  /** `owner/name`, with GitLab's groups in between; CodeCommit's name alone. */
  readonly name: string;
  /** CodeCommit's region; undefined for others. */
  readonly region: string | undefined;
}

export function isSameRepository(one: Repository | undefined, other: Repository | undefined): boolean {
  return one !== undefined && one.host === other?.host && one.name === other.name && one.region === other.region;
}

/**
 * A connection's kinds of provider that have one host; `GitHubEnterpriseServer` and `GitLabSelfManaged` have another
 * for each customer: https://docs.aws.amazon.com/codeconnections/latest/APIReference/API_CreateConnection.html
 */
const CONNECTED: Readonly<Record<string, Repository['host']>> = {
  GitHub: 'github',
  GitLab: 'gitlab',
  Bitbucket: 'bitbucket',
};

/** The repository of a connection's `FullRepositoryId`. */
export function connectedRepository(
  provider: string | undefined,
  name: string | null | undefined,
): Repository | undefined {
  const host = provider !== undefined && Object.hasOwn(CONNECTED, provider) ? CONNECTED[provider] : undefined;
  return host && name ? { host, name, region: undefined } : undefined;
}

const WEB_HOSTS: Readonly<Record<string, Repository['host']>> = {
  'github.com': 'github',
  'gitlab.com': 'gitlab',
  'bitbucket.org': 'bitbucket',
};

/**
 * The repository that a commit's page belongs to: that of a host, or the console's page of a connection, which says
 * the repository's name and leaves the provider to the revision's summary.
 */
export function repositoryOfUrl(url: string | undefined, provider: string | undefined): Repository | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, hostname, pathname, hash, searchParams } = new URL(url);
  const host = protocol === 'https:' && Object.hasOwn(WEB_HOSTS, hostname) ? WEB_HOSTS[hostname] : undefined;
  if (host) {
    const [, name] = /^\/(.+?)(?:\/-)?\/commits?\/[^/]+\/?$/.exec(pathname) ?? [];
    return name ? { host, name, region: undefined } : undefined;
  }
  return connectedRepository(provider, searchParams.get('FullRepositoryId')) ?? codecommit(hostname, pathname, hash);
}

/** `…/codesuite/codecommit/repositories/NAME/commit/…` of today, `…/codecommit/home#/repository/NAME/commit/…` of old. */
function codecommit(hostname: string, pathname: string, hash: string): Repository | undefined {
  const [, region] = /^([a-z0-9-]+)\.console\./.exec(hostname) ?? [];
  const [, name] =
    /\/codecommit\/(?:home)?(?:#\/repository|repositories)\/([^/]+)\/commit\//.exec(pathname + hash) ?? [];
  return region && name ? { host: 'codecommit', name, region } : undefined;
}
