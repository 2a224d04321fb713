import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const REPOSITORY = fileURLToPath(new URL('../../../../../', import.meta.url));

/** The packages that the examples change, and what these import. */
const COPIED = ['packages/core', 'packages/codepipeline-handler', 'packages/tooling/testing'];

/** A section of CONTRIBUTING.md that changes the code, as one patch. */
export interface WorkedExample {
  readonly title: string;
  readonly patch: string;
}

/**
 * Resolves with the sections of CONTRIBUTING.md that hold ```diff blocks, each with its blocks as one patch, in their
 * order.
 */
export async function workedExamples(): Promise<WorkedExample[]> {
  const text = await readFile(join(REPOSITORY, 'CONTRIBUTING.md'), 'utf8');
  return text.split(/^## /m).flatMap((section) => {
    const blocks = [...section.matchAll(/^```diff\n(.*?)^```$/gms)].map(([, block = '']) => block);
    return blocks.length === 0 ? [] : [{ title: section.split('\n', 1)[0] ?? '', patch: blocks.join('') }];
  });
}

/** How a command ended: its exit status, and all that it printed. */
export interface Ended {
  readonly status: number;
  readonly output: string;
}

/** A copy of the packages that the examples change, with the dependencies that are installed here. */
export interface Copy {
  apply(patch: string): Promise<Ended>;
  /** Runs a command of the installed dependencies in a package. */
  run(folder: string, command: string, ...args: readonly string[]): Promise<Ended>;
  remove(): Promise<void>;
}

/** Copies the packages into a temporary folder, where they import each other and not those of this checkout. */
export async function copyPackages(): Promise<Copy> {
  const root = await mkdtemp(join(tmpdir(), 'shipbell-contributing-'));
  for (const file of ['tsconfig.base.json', 'biome.json', 'package.json', '.editorconfig'])
    await cp(join(REPOSITORY, file), join(root, file));
  await cp(join(REPOSITORY, 'packages/tooling/lint/rules'), join(root, 'packages/tooling/lint/rules'), {
    recursive: true,
  });
  await symlink(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'));
  for (const folder of COPIED) {
    const from = join(REPOSITORY, folder);
    const left = new Set(['node_modules', 'dist', 'test-results', '.turbo']);
    await cp(from, join(root, folder), { recursive: true, filter: (path) => !left.has(relative(from, path)) });
    await linkDependencies(join(from, 'node_modules'), join(root, folder, 'node_modules'), root);
  }
  return {
    apply: (patch) => run(root, 'git', ['apply', '--verbose', '-'], patch),
    run: (folder, command, ...args) => run(join(root, folder), join(root, 'node_modules/.bin', command), args),
    remove: () => rm(root, { recursive: true }),
  };
}

/** Links what is installed for a package; of Shipbell's packages, the copies where there are any. */
async function linkDependencies(installed: string, folder: string, root: string): Promise<void> {
  const copies = new Map(COPIED.map((copied) => [`@shipbell/${copied.replace(/^.*\//, '')}`, join(root, copied)]));
  for (const name of await packageNames(installed)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await symlink(copies.get(name) ?? join(installed, name), join(folder, name));
  }
}

async function packageNames(installed: string): Promise<string[]> {
  const names = (await readdir(installed)).filter((name) => !name.startsWith('.'));
  const scoped = await Promise.all(
    names.map(async (name) =>
      name.startsWith('@') ? (await readdir(join(installed, name))).map((inner) => `${name}/${inner}`) : [name],
    ),
  );
  return scoped.flat();
}

async function run(cwd: string, command: string, args: readonly string[], input = ''): Promise<Ended> {
  // In CI vitest fails where an expected message is not there, and does not write it.
  const env = { ...process.env, CI: 'true' };
  const running = promisify(execFile)(command, args, { cwd, env, maxBuffer: 2 ** 24 });
  running.child.stdin?.end(input);
  try {
    const { stdout, stderr } = await running;
    return { status: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { status: code ?? 1, output: stdout + stderr };
  }
}
