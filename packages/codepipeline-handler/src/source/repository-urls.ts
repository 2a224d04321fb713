import { codecommitUrl } from '@shipbell/core';
import type { Repository } from './repository.ts';

/** The pages of a repository that stay on its host whatever its name is; undefined for names and ids that are none. */
export function commitUrl(repository: Repository | undefined, id: string): string | undefined {
  return repository && COMMIT_ID.test(id) ? pageOf(repository, PAGES[repository.host].commit(id)) : undefined;
}

/**
 * The page of all that `to` has and `from` lacks. The newer commit is `to`: hosts show nothing the other way round.
 * https://docs.github.com/en/pull-requests/committing-changes-to-your-project/viewing-and-comparing-commits/comparing-commits
 */
export function compareUrl(repository: Repository | undefined, from: string, to: string): string | undefined {
  return repository && COMMIT_ID.test(from) && COMMIT_ID.test(to)
    ? pageOf(repository, PAGES[repository.host].compare(from, to))
    : undefined;
}

export function branchUrl(repository: Repository | undefined, branch: string): string | undefined {
  return repository && isPath(branch)
    ? pageOf(repository, PAGES[repository.host].branch(branch.split('/').map(encodeURIComponent).join('/')))
    : undefined;
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
}

const PAGES: Readonly<Record<Repository['host'], Pages>> = {
  github: {
    commit: (id) => `commit/${id}`,
    compare: (from, to) => `compare/${from}...${to}`,
    branch: (path) => `tree/${path}`,
  },
  gitlab: {
    commit: (id) => `-/commit/${id}`,
    compare: (from, to) => `-/compare/${from}...${to}`,
    branch: (path) => `-/tree/${path}`,
  },
  bitbucket: {
    commit: (id) => `commits/${id}`,
    // The newer one comes first here, and a carriage return between them.
    compare: (from, to) => `branches/compare/${to}%0D${from}`,
    branch: (path) => `branch/${path}`,
  },
  codecommit: {
    commit: (id) => `commit/${id}`,
    compare: (from, to) => `compare/${from}/.../${to}`,
    branch: (path) => `browse/refs/heads/${path}`,
  },
};

const HOSTS = { github: 'https://github.com', gitlab: 'https://gitlab.com', bitbucket: 'https://bitbucket.org' };

function pageOf({ host, name, region }: Repository, path: string): string | undefined {
  if (host === 'codecommit') return isName(name) ? codecommitUrl(region ?? '', name, path) : undefined;
  const names = name.split('/');
  const isPossible = host === 'gitlab' ? names.length >= 2 : names.length === 2;
  return isPossible && names.every(isName) ? `${HOSTS[host]}/${name}/${path}` : undefined;
}
