/**
 * The program of an execution environment. It loads the function's code once, then answers one event at a time over IPC.
 * It follows Lambda's own Node.js runtime: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FunctionError, Invocation, Reply } from './invocation.ts';

process.on('disconnect', () => process.exit());

function load() {
  const { LAMBDA_TASK_ROOT = '', _HANDLER = '' } = process.env;
  const [file = '', name = ''] = _HANDLER.split('.');
  return createRequire(join(LAMBDA_TASK_ROOT, '/'))(`./${file}.js`)[name];
}

const initialized = (async () => load())();
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
