import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { thirdPartyNotices } from './lib/third-party-notices.ts';
import { deterministicZip } from './lib/zip.ts';

/**
 * Bundles the function in the current folder into `dist/<function>.zip`, handler `index.handler`. Run by each
 * function's `build` script. The same source gives the same bytes on any machine, so Terraform sees no change.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const name = basename(process.cwd());

const { outputFiles, metafile } = await build({
  entryPoints: ['src/index.ts'],
  outfile: 'index.js',
  absWorkingDir: process.cwd(),
  write: false,
  metafile: true,
  bundle: true,
  minify: true,
  // The order of imports decides names in minified code; comments with licences go into the notices instead.
  legalComments: 'none',
  platform: 'node',
  target: 'node22',
  // CommonJS: importing node:http into an ES module loads all of undici, which costs more than the whole bundle.
  format: 'cjs',
  supported: { 'dynamic-import': false },
  // The SDK's ES modules can be tree-shaken, its CommonJS cannot.
  mainFields: ['module', 'main'],
  alias: { '@aws-sdk/credential-provider-node': join(root, 'packages/core/src/runtime/lambda-credentials.ts') },
});

const [bundle] = outputFiles;
if (bundle === undefined) throw new Error(`esbuild made no output for ${name}`);

const zip = deterministicZip({
  'index.js': bundle.contents,
  'THIRD-PARTY-NOTICES.txt': await thirdPartyNotices(Object.keys(metafile.inputs)),
});
await mkdir('dist', { recursive: true });
await writeFile(`dist/${name}.zip`, zip);
console.log(`dist/${name}.zip  ${(zip.length / 1024).toFixed(1)} KB`);
