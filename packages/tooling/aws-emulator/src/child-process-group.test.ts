import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { startProcessGroup } from './child-process-group.ts';

const options = { env: process.env, output: 'pipe' } as const;

/** A killed process keeps its id until it is reaped, and the machine decides when that is. */
const REAPED = { timeout: 10_000 };

/** Prints the process ids of itself and of a child, and runs on; the child ignores SIGTERM. */
const PARENT_AND_CHILD = `sh -c 'trap "" TERM; echo $$; while :; do sleep 0.1; done' & echo $$; wait`;

describe('startProcessGroup', () => {
  it('ends a program with all that it has started, a child that ignores SIGTERM included', {
    timeout: 20_000,
  }, async () => {
    const { process: child, end } = startProcessGroup('sh', ['-c', PARENT_AND_CHILD], options);
    const pids = await readPids(child.stdout, 2);
    expect(pids.map(isAlive)).toEqual([true, true]);
    await end();
    await expect.poll(() => pids.map(isAlive), REAPED).toEqual([false, false]);
  });

  it('exits with the status of a program that ends by itself', async () => {
    const { process: child, end } = startProcessGroup('sh', ['-c', 'exit 3'], options);
    expect(await once(child, 'close')).toEqual([3, null]);
    await end();
  });

  it('exits with status 127 when there is no such program', async () => {
    const { process: child } = startProcessGroup('no-such-program-of-shipbell', [], options);
    expect(await once(child, 'close')).toEqual([127, null]);
  });

  it('ends the program when the process that started it is killed', { timeout: 20_000 }, async () => {
    const url = new URL('child-process-group.ts', import.meta.url);
    const owner = spawn(process.execPath, ['--input-type=module', '-e', ownerOf(url.href)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pids = await readPids(owner.stdout, 2);
    owner.kill('SIGKILL');
    await expect.poll(() => pids.map(isAlive), REAPED).toEqual([false, false]);
  });
});

function ownerOf(module: string) {
  return `
  import { startProcessGroup } from ${JSON.stringify(module)};
  startProcessGroup('sh', ['-c', ${JSON.stringify(PARENT_AND_CHILD)}], { env: process.env, output: 1 });
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
