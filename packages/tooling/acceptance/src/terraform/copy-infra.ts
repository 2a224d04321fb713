import { cp, mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** What belongs to the use of `infra` by hand: its state, its provider, its remote backend. */
const LEFT_BEHIND = /^(\.terraform|terraform\.tfstate.*|.*\.tfstate(\..*)?|backend\.tf)$/;

/**
 * Copies the `infra` of a repository into a folder, so that a run has a state of its own, with `packages` beside it,
 * where its paths to the zips lead. Returns the copy's path.
 */
export async function copyInfra(repository: string, directory: string): Promise<string> {
  const copy = join(directory, 'infra');
  await mkdir(directory, { recursive: true });
  await cp(join(repository, 'infra'), copy, { recursive: true, filter: (path) => !LEFT_BEHIND.test(basename(path)) });
  await symlink(join(repository, 'packages'), join(directory, 'packages'));
  return copy;
}
