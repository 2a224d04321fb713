import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

const BIOME = join(import.meta.dirname, '../../../../node_modules/.bin/biome');
const PLUGINS = ['function-declarations', 'readonly-fields', 'time-units'].map((rule) =>
  join(import.meta.dirname, `../rules/${rule}.grit`),
);

interface Report {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly message: string;
    readonly location: { readonly start: { readonly line: number } };
  }[];
}

/** Returns what the plugins refuse in a file with these lines, as `line: reason`. */
async function refusals(...lines: readonly string[]): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'shipbell-dialect-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'biome.json'), JSON.stringify({ root: true, plugins: PLUGINS }));
  await writeFile(join(folder, 'a.ts'), lines.join('\n'));
  const args = ['lint', '--reporter=json', '--max-diagnostics=100', '.'];
  const stdout = await new Promise<string>((resolve) => {
    // The status is of no interest: Biome fails for every file that it refuses.
    execFile(BIOME, args, { cwd: folder }, (_error, output) => resolve(output));
  });
  const { diagnostics }: Report = JSON.parse(stdout);
  return diagnostics
    .filter(({ category }) => category === 'plugin')
    .map(({ message, location }) => `${location.start.line}: ${message}`);
}

describe('the plugins of Biome', () => {
  it('refuse a named function that is no function declaration', async () => {
    const found = await refusals(
      'export const a = () => 1;',
      'export const b = function c() {};',
      'export function d(): number {\n  const e = () => 1;\n  return [1].map((f) => f)[0] ?? e();\n}',
    );
    expect(found).toEqual([
      '1: A named top-level function is a function declaration; arrow functions are for callbacks.',
      '2: A named top-level function is a function declaration; arrow functions are for callbacks.',
    ]);
  });

  it('refuse a field that can be assigned, in an interface and in a type', async () => {
    const found = await refusals(
      'export interface A {\n  b: number;\n  readonly c: number;\n  d(): void;\n}',
      'export type E = { f?: number; readonly g: number };',
    );
    expect(found.map((line) => line.split('.')[0])).toEqual(['2: A field is readonly', '6: A field is readonly']);
  });

  it('refuse a constant that is a time without its unit', async () => {
    const found = await refusals(
      'export const TIMEOUT = 5_000;',
      'export const TIMEOUT_MS = 5_000;',
      'export const HTTP2_TIMEOUT = 5_000;',
      'export const RETRY_PAUSES = [1, 2];',
      'export const RETRY_PAUSES_SECONDS = [1, 2];',
      'export const timeout = 5_000;',
    );
    const reason = 'A constant that is a time carries its unit: _MS or _SECONDS.';
    expect(found).toEqual([`1: ${reason}`, `3: ${reason}`, `4: ${reason}`]);
  });
});
