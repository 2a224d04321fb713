import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cruiseOptions, MAY_IMPORT } from './import-rules.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** Resolves with the rules that the files below `folder` break, and where. */
async function violations(folder: string): Promise<string[]> {
  const { output } = await cruise(['.'], { ...cruiseOptions, baseDir: folder });
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

/**
 * Makes a checkout with these files alone, where every package can be imported by its name, and resolves with its path.
 */
async function checkout(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shipbell-imports-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of Object.keys(MAY_IMPORT)) {
    const packageName = name.replace(/^.*\//, '');
    const exports = { '.': './src/index.ts', './testing': './src/testing/index.ts' };
    await write(join(folder, name, 'package.json'), JSON.stringify({ name: `@shipbell/${packageName}`, exports }));
    await write(join(folder, name, 'src/index.ts'), 'export const value = 1;\nexport type Value = number;\n');
    await write(join(folder, name, 'src/testing/index.ts'), 'export const double = 1;\n');
    await mkdir(join(folder, 'node_modules/@shipbell'), { recursive: true });
    await symlink(join(folder, name), join(folder, 'node_modules/@shipbell', packageName));
  }
  for (const [path, text] of Object.entries(files)) await write(join(folder, path), text);
  return folder;
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

describe('the import rules', () => {
  it('find nothing to refuse in this repository', async () => {
    expect(await violations(ROOT)).toEqual([]);
  });

  it('know every package of this repository', async () => {
    const packages = await Promise.all(
      ['packages', 'packages/tooling'].map(async (folder) =>
        (await readdir(join(ROOT, folder))).map((name) => `${folder}/${name}`),
      ),
    );
    const folders = packages.flat().filter((folder) => folder !== 'packages/tooling');
    expect(folders.sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  it('refuse nothing in a checkout in which imports point downwards', async () => {
    const folder = await checkout({
      'packages/core/src/a.test.ts':
        "import { double } from './testing/index.ts';\nimport { value } from '@shipbell/testing';\ndouble + value;\n",
      'packages/slack-sender/src/a.ts': "import { value } from '@shipbell/core';\nvalue;\n",
      'packages/sfn-history-handler/src/history/a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;\n",
      'packages/sfn-history-handler/src/history/b.ts': "import type { A } from './a.ts';\nexport type B = A | 2;\n",
    });
    expect(await violations(folder)).toEqual([]);
  });

  it.each<[string, string, Record<string, string>]>([
    [
      'a relative import that leaves its package',
      'a-relative-import-stays-in-its-package',
      { 'packages/slack-sender/src/a.ts': "import { value } from '../../core/src/index.ts';\nvalue;\n" },
    ],
    [
      'a relative import of a type that leaves its package',
      'a-relative-import-stays-in-its-package',
      { 'packages/slack-sender/src/a.ts': "export type { Value } from '../../core/src/index.ts';\n" },
    ],
    [
      'TypeScript outside of the packages',
      'typescript-belongs-to-a-package',
      { 'scripts/a.ts': "import { value } from '../packages/core/src/index.ts';\nvalue;\n" },
    ],
    [
      'TypeScript outside of the packages that imports nothing',
      'typescript-belongs-to-a-package',
      { 'scripts/a.ts': 'export const value = 1;\n' },
    ],
    [
      'an import of tooling in a deployed package',
      'slack-sender-imports-downwards',
      { 'packages/slack-sender/src/a.ts': "import { value } from '@shipbell/testing';\nvalue;\n" },
    ],
    [
      'an import of a higher package',
      'core-imports-downwards',
      {
        'packages/core/src/a.ts': "import type { Value } from '@shipbell/slack-sender';\nexport const a: Value = 1;\n",
      },
    ],
    [
      'a test double in deployed code',
      'deployed-code-imports-no-test-doubles',
      { 'packages/slack-sender/src/a.ts': "import { double } from '@shipbell/core/testing';\ndouble;\n" },
    ],
    [
      'a cycle of values',
      'no-cycle-of-values',
      {
        'packages/core/src/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
        'packages/core/src/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
      },
    ],
    [
      'a cycle of types outside of a data model',
      'a-cycle-of-types-stays-in-a-data-model',
      {
        'packages/core/src/a.ts': "import type { B } from './b.ts';\nexport type A = B | 1;\n",
        'packages/core/src/b.ts': "import type { A } from './a.ts';\nexport type B = A | 2;\n",
      },
    ],
  ])('refuse %s', async (_what, rule, files) => {
    const found = await violations(await checkout(files));
    expect(found.map((line) => line.split(':')[0])).toContain(rule);
  });
});
