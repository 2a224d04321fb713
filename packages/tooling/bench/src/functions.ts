import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Alias, bundleFunction } from '@shipbell/build';
import { build } from 'esbuild';
import { unzipSync, zipSync } from 'fflate';
import type { FunctionName } from './event-kinds.ts';

/** Makes a folder for what lasts as long as the benchmark. */
export function makeRoot(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'bench-'));
}

export const FUNCTIONS: readonly FunctionName[] = ['codepipeline-handler', 'sfn-history-handler', 'slack-sender'];

/** A function as Lambda has it. */
export interface Unpacked {
  readonly folder: string;
  readonly zipBytes: number;
}

/** Returns the folder of a function's package. */
export function packageFolder(name: FunctionName): string {
  return dirname(fileURLToPath(import.meta.resolve(`@shipbell/${name}/package.json`)));
}

const HAND_SIGNED = fileURLToPath(new URL('hand-signed.ts', import.meta.url));
const SERVICES = ['codedeploy', 'codepipeline', 'sfn', 'sqs', 'ssm'];

/** The SDK's clients, and what makes their requests, replaced by one small client. */
export const HAND_SIGNED_CLIENTS: Alias = Object.fromEntries(
  [...SERVICES.map((service) => `@aws-sdk/client-${service}`), '@smithy/node-http-handler'].map((name) => [
    name,
    HAND_SIGNED,
  ]),
);

/** Builds a function's zip, with other modules in place of some, and unpacks it into a new folder in `root`. */
export async function unpack(name: FunctionName, root: string, alias: Alias = {}): Promise<Unpacked> {
  const zip = await bundleFunction(packageFolder(name), alias);
  return { folder: await writeFolder(root, unzipSync(zip)), zipBytes: zip.length };
}

/** Bundles the article's function with the defaults of esbuild and the SDK. */
export async function bundleArticle(root: string): Promise<Unpacked> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('article-handler.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
  });
  const files = { 'index.js': outputFiles[0]?.contents ?? new Uint8Array() };
  return { folder: await writeFolder(root, files), zipBytes: zipSync(files, { level: 9 }).length };
}

/** Makes the function that does nothing. */
export async function emptyFunction(root: string): Promise<Unpacked> {
  const files = { 'index.js': Buffer.from('exports.handler = async () => {};\n') };
  return { folder: await writeFolder(root, files), zipBytes: zipSync(files).length };
}

async function writeFolder(root: string, files: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(root, 'function-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}
