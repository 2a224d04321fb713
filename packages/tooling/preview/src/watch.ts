import { existsSync, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from './input/input-error.ts';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));

/** What the functions and their settings are made of. */
const CODE = ['packages/core/src', 'packages/codepipeline-handler/src', 'packages/sfn-history-handler/src'];
const INFRA = 'infra';

/** Editors write a file in several steps. */
const SETTLED_MS = 150;

/**
 * Calls the listener when one of the files, the functions' code or, with settings, Terraform's has changed, until the signal
 * aborts.
 */
export function watchForChanges(
  files: readonly string[],
  hasSettings: boolean,
  onChange: () => void,
  signal: AbortSignal,
): void {
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLED_MS);
  };
  signal.addEventListener('abort', () => clearTimeout(timer));
  // A file's folder is watched, because most editors put a new file in the old one's place.
  for (const [folder, names] of byFolder(files)) {
    if (!existsSync(folder)) throw new InputError(`${folder}: there is no such folder to watch.`);
    watch(folder, { signal }, (_event, name) => {
      if (name === null || names.has(name)) changed();
    });
  }
  for (const folder of hasSettings ? [...CODE, INFRA] : CODE) {
    watch(join(REPOSITORY, folder), { recursive: true, signal }, (_event, name) => {
      if (name !== null && /[.](ts|tf)$/.test(name)) changed();
    });
  }
}

function byFolder(files: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const paths = files.map((file) => resolve(file));
  const folders = new Set(paths.map((path) => dirname(path)));
  return new Map(
    [...folders].map((folder) => [
      folder,
      new Set(paths.filter((path) => dirname(path) === folder).map((path) => basename(path))),
    ]),
  );
}
