import { buildBundle } from '@shipbell/build';
import type { FunctionName } from './event-kinds.ts';
import { FUNCTIONS, packageFolder } from './functions.ts';
import { row } from './spread.ts';

/** Packages that add less to all bundles together are one row. */
const SMALL_BYTES = 6_000;

/** Resolves with the table of what each package adds to the bundles. */
export async function sizesText(): Promise<string> {
  const sizes = await Promise.all(FUNCTIONS.map(bundleSizes));
  const sum = (name: string) => sizes.reduce((all, one) => all + (one.get(name) ?? 0), 0);
  const names = [...new Set(sizes.flatMap((one) => [...one.keys()]))].sort((one, other) => sum(other) - sum(one));
  const bytesOf = (some: readonly string[]) =>
    sizes.map((one) => some.reduce((all, name) => all + (one.get(name) ?? 0), 0));
  const rowOf = (title: string, some: readonly string[]) =>
    row(title, ...bytesOf(some).map((bytes) => (bytes / 1_000).toFixed(1)));
  const small = names.filter((name) => sum(name) < SMALL_BYTES);
  const large = names.filter((name) => !small.includes(name));
  return `## What is in the bundles

Thousands of bytes by package, minified by esbuild, which accounts for each module; the second minifier, which does not, and
the compression make about a third to a quarter of it.

| package | ${FUNCTIONS.join(' | ')} |
| :-- | --: | --: | --: |
${large.map((name) => rowOf(name, [name])).join('\n')}
${rowOf(`${small.length} smaller ones`, small)}
${rowOf('together', names)}
`;
}

/** Resolves with the bytes that each package adds to a function's bundle. */
async function bundleSizes(name: FunctionName): Promise<ReadonlyMap<string, number>> {
  const { metafile } = await buildBundle(packageFolder(name));
  const sizes = new Map<string, number>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const owner = packageOf(path, name);
      sizes.set(owner, (sizes.get(owner) ?? 0) + bytesInOutput);
    }
  }
  return sizes;
}

/** Returns the package of a module; the paths are relative to the function's own. */
function packageOf(path: string, name: FunctionName): string {
  const [, installed] = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  if (installed) return installed;
  const [, other] = /^\.\.\/([^/]+)\//.exec(path) ?? [];
  return other ?? name;
}
