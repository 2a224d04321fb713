import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/**
 * The flags with which Lambda starts Node.js for a function of 256 MB, as public copies of version 20's bootstrap have
 * them.
 */
const LAMBDA_FLAGS = [
  '--expose-gc',
  '--max-http-header-size=81920',
  '--max-semi-space-size=12',
  '--max-old-space-size=231',
];

interface Options {
  readonly env?: NodeJS.ProcessEnv;
  /** Called with the process's id when it has said that it is ready, before it goes on. */
  readonly whenLoaded?: ((pid: number) => void) | undefined;
}

/** Runs the script in a process of its own with Lambda's flags, and returns the JSON that it prints last. */
export async function runScript<Output>(
  script: string,
  argument: string,
  { env = {}, whenLoaded }: Options = {},
): Promise<Output> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...LAMBDA_FLAGS, path, argument], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(whenLoaded ? (['ipc'] as const) : [])],
  });
  child.once('message', () => {
    if (child.pid !== undefined) whenLoaded?.(child.pid);
    child.send('go on');
  });
  const [stdout, stderr, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : '',
    child.stderr ? text(child.stderr) : '',
    once(child, 'close'),
  ]);
  if (code !== 0) throw new Error(stderr.trim().split('\n').slice(-8).join('\n'));
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Output;
}

/** What `invoke.mjs` prints: milliseconds and bytes. */
export interface Invoked {
  /** From the start of the process until the function was loaded, and warm where it warms up. */
  readonly loadedMs: number;
  /** Of each invocation. */
  readonly ms: readonly number[];
  readonly peak: number;
}

export interface Invocation {
  /** The folder that holds the function, as its zip does. */
  readonly folder: string;
  readonly event: unknown;
  readonly env: NodeJS.ProcessEnv;
  /** How often it is invoked. */
  readonly times?: number;
  /** How long it rests between two events. */
  readonly everyMs?: number | undefined;
}

/** Starts a function's process and invokes the function; `wholeMs` is how long the process lived. */
export async function invoke({ folder, env, ...invocation }: Invocation, whenLoaded?: Options['whenLoaded']) {
  const argument = JSON.stringify({ ...invocation, folder, waits: whenLoaded !== undefined });
  const start = performance.now();
  const invoked = await runScript<Invoked>('invoke.mjs', argument, { env, whenLoaded });
  return { ...invoked, wholeMs: performance.now() - start };
}
