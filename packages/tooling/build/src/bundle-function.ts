import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';
import { thirdPartyNotices } from './third-party-notices.ts';
import { deterministicZip } from './zip.ts';

/**
 * What Lambda loads: it waits for an ES module, and so for the function to be warm. Lambda looks for `index.js` first, which
 * must not be in the zip. Source: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/UserFunction.js
 */
const ENTRY = `import { createRequire } from 'node:module';
export const { handler, warm } = createRequire(import.meta.url)('./bundle.cjs');
await warm;
`;

/** Modules that stand for others in the bundle: the path of each by the other's name. */
export type Alias = Readonly<Record<string, string>>;

/** Resolves with the bundle of a function's code, and esbuild's account of what each module adds to it. */
export function buildBundle(folder: string, alias: Alias = {}) {
  return build({
    entryPoints: ['src/index.ts'],
    outfile: 'bundle.cjs',
    absWorkingDir: folder,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node22',
    // CommonJS: importing node:http into an ES module loads all of undici, which costs more than the whole bundle.
    format: 'cjs',
    supported: { 'dynamic-import': false },
    // The SDK's ES modules can be tree-shaken, its CommonJS cannot.
    mainFields: ['module', 'main'],
    alias: {
      '@aws-sdk/credential-provider-node': '@shipbell/core/lambda-credentials',
      '@smithy/core/event-streams': '@shipbell/core/no-event-streams',
      ...alias,
    },
  });
}

/**
 * Resolves with the bytes of a function's zip: `index.mjs`, handler `index.handler`, the bundle, and the notices of what is
 * in it.
 * The same source gives the same bytes on any machine and at any time, so Terraform sees no change.
 */
export async function bundleFunction(folder: string, alias: Alias = {}): Promise<Uint8Array> {
  const { outputFiles, metafile } = await buildBundle(folder, alias);
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error(`esbuild made no output for ${basename(folder)}`);
  const inputs = Object.keys(metafile.inputs).map((input) => join(folder, input));
  return deterministicZip({
    'bundle.cjs': await minifyAgain(bundle.text),
    'index.mjs': ENTRY,
    'THIRD-PARTY-NOTICES.txt': await thirdPartyNotices(inputs),
  });
}

/** Resolves with the same code in fewer bytes, 10 % of the zip: Terser inlines and leaves out what esbuild does not. */
async function minifyAgain(code: string): Promise<string> {
  const { code: smaller } = await minify(code, { ecma: 2020, toplevel: true, compress: { passes: 2 } });
  if (smaller === undefined) throw new Error('Terser made no output');
  return smaller;
}
