/**
 * The program of an execution environment. It loads the function's code once, then answers one event at a time over IPC.
 * It follows Lambda's own Node.js runtime: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionError, Invocation, Reply } from './invocation.ts';

process.on('disconnect', () => process.exit());

/** In Lambda's order. No `package.json` is deployed, so that a `.js` file is CommonJS. */
const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/** Resolves with the handler when its module has been loaded, which for an ES module may take a while. */
async function load() {
  const { LAMBDA_TASK_ROOT = '', _HANDLER = '' } = process.env;
  const [file = '', name = ''] = _HANDLER.split('.');
  const paths = EXTENSIONS.map((extension) => join(LAMBDA_TASK_ROOT, file + extension));
  const path = paths.find((one) => existsSync(one));
  if (path === undefined) throw new Error(`Cannot find module '${file}'`);
  const module = path.endsWith('.mjs') ? await import(pathToFileURL(path).href) : createRequire(path)(path);
  return module[name];
}

const initialized = load();
initialized.catch(() => {}).finally(() => process.send?.('initialized')); // a failure to load is the reply to the first event

process.on('message', async ({ event, context, deadline }: Invocation) => {
  const getRemainingTimeInMillis = () => Math.max(0, deadline - Date.now());
  try {
    const handler = await initialized;
    const result = await handler(event, { ...context, getRemainingTimeInMillis });
    reply({ result: result ?? null });
  } catch (error) {
    reply({ error: describe(error) });
  }
});

function reply(message: Reply): void {
  process.send?.(message);
}

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] };
}
