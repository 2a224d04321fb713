import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { leash } from './leash.ts';

const options = { env: process.env, output: 'pipe' } as const;

/** A killed process has an id until it is reaped, which is up to the machine. */
const GONE = { timeout: 10_000 };

/** Says its own process id and that of a child, and stays; the child does not listen to SIGTERM. */
const STUBBORN_FAMILY = `sh -c 'trap "" TERM; echo $$; while :; do sleep 0.1; done' & echo $$; wait`;

it('ends a program with everything that it started, also what ignores the signal', { timeout: 20_000 }, async () => {
  const { process: child, release } = leash('sh', ['-c', STUBBORN_FAMILY], options);
  const pids = await readPids(child.stdout, 2);
  expect(pids.map(isAlive)).toEqual([true, true]);
  await release();
  await expect.poll(() => pids.map(isAlive), GONE).toEqual([false, false]);
});

it('passes on the exit status of a program that ends by itself', async () => {
  const { process: child, release } = leash('sh', ['-c', 'exit 3'], options);
  expect(await once(child, 'close')).toEqual([3, null]);
  await release();
});

it('ends with status 127 when there is no such program', async () => {
  const { process: child } = leash('no-such-program-of-shipbell', [], options);
  expect(await once(child, 'close')).toEqual([127, null]);
});

it('ends the program when its owner is killed', { timeout: 20_000 }, async () => {
  const url = new URL('leash.ts', import.meta.url);
  const owner = spawn(process.execPath, ['--input-type=module', '-e', ownerOf(url.href)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pids = await readPids(owner.stdout, 2);
  owner.kill('SIGKILL');
  await expect.poll(() => pids.map(isAlive), GONE).toEqual([false, false]);
});

function ownerOf(module: string) {
  return `
  import { leash } from ${JSON.stringify(module)};
  leash('sh', ['-c', ${JSON.stringify(STUBBORN_FAMILY)}], { env: process.env, output: 1 });
  setInterval(() => {}, 1000);
`;
}

async function readPids(stream: NodeJS.ReadableStream | null, count: number): Promise<number[]> {
  const pids: number[] = [];
  for await (const line of createInterface(stream as NodeJS.ReadableStream)) {
    pids.push(Number(line));
    if (pids.length === count) break;
  }
  return pids;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
