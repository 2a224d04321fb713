import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

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

const run = promisify(execFile);

/** Runs the script in a process of its own with Lambda's flags, and returns the JSON that it prints last. */
export async function runScript<Output>(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Output> {
  const path = new URL(script, import.meta.url).pathname;
  const { stdout } = await run(process.execPath, [...LAMBDA_FLAGS, path, ...args], {
    env: { PATH: process.env.PATH, ...env },
    maxBuffer: 1_000_000,
  });
  const lines = stdout.trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '') as Output;
}
