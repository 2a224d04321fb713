import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/**
 * Runs the program in a process group of its own, and ends the group when standard input closes: the kernel closes
 * that pipe however we die, so a crash or `kill -9` of ours leaves no server behind.
 */
const LEASH = `
exec 4<&0
{ read -r _ <&4; trap '' TERM; kill -TERM 0; sleep 2; kill -KILL 0; } &
watcher=$!
"$@" </dev/null 4<&- &
wait $!
status=$?
kill -KILL $watcher 2>/dev/null
exit $status
`;

/** How long a program may take to end by itself before it is killed, in milliseconds. */
const GRACE_MS = 2_000;

/** A program on a leash. `release` ends it with everything it started, and resolves when all of it is gone. */
export interface Leashed {
  readonly process: ChildProcess;
  release(): Promise<void>;
}

/** Where the output goes: a file descriptor, or `pipe` to read it from `process.stdout` and `process.stderr`. */
export interface LeashOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly output: number | 'pipe';
  readonly cwd?: string;
}

/** Starts a program that cannot outlive this process. A program that is not there exits with status 127. */
export function leash(command: string, args: string[], { env, output, cwd }: LeashOptions): Leashed {
  const child = spawn('sh', ['-c', LEASH, 'leash', command, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['pipe', output, output, 'pipe'],
  });
  // Everything in the group inherits descriptor 3, so its end, and with it `close`, means that nothing is left.
  (child.stdio[3] as Readable).resume();
  const gone = once(child, 'close');
  const release = async () => {
    signalGroup(child.pid, 'SIGTERM');
    const impatience = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), GRACE_MS);
    await gone;
    clearTimeout(impatience);
  };
  return { process: child, release };
}

function signalGroup(group: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (group !== undefined) process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // already gone
  }
}
