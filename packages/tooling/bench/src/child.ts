import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** As Lambda starts Node.js for a function of 256 MB; version 20's bootstrap, read in public copies of it. */
const LAMBDA = ['--expose-gc', '--max-http-header-size=81920', '--max-semi-space-size=12', '--max-old-space-size=231'];

const run = promisify(execFile);

/** What the script prints, run in a process of its own with the flags of Lambda. */
export async function inProcess<Output>(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Output> {
  const path = new URL(script, import.meta.url).pathname;
  const { stdout } = await run(process.execPath, [...LAMBDA, path, ...args], {
    env: { PATH: process.env.PATH, ...env },
    maxBuffer: 1_000_000,
  });
  const lines = stdout.trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '') as Output;
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
