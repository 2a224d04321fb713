import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/**
 * A shell script that runs the program, in the process group of the shell, and ends the whole group when standard input
 * closes. The kernel closes that pipe however this process dies, so a crash or `kill -9` leaves no server behind.
 */
const RUN_UNTIL_INPUT_CLOSES = `
exec 4<&0
{ read -r _ <&4; trap '' TERM; kill -TERM 0; sleep 2; kill -KILL 0; } &
watcher=$!
"$@" </dev/null 4<&- &
wait $!
status=$?
kill -KILL $watcher 2>/dev/null
exit $status
`;

/** How long a program may take to end by itself before it is killed. */
const GRACE_MS = 2_000;

/** A program and everything that it has started, in a process group of their own. */
export interface ProcessGroup {
  readonly process: ChildProcess;
  /** Ends all of it, and resolves when no process of the group is left. */
  end(): Promise<void>;
}

export interface ProcessGroupOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Where the output goes: to a file descriptor, or with `pipe` to `process.stdout` and `process.stderr`. */
  readonly output: number | 'pipe';
  readonly cwd?: string;
}

/** Starts a program that cannot outlive this process. When there is no such program, the process exits with status 127. */
export function startProcessGroup(
  command: string,
  args: string[],
  { env, output, cwd }: ProcessGroupOptions,
): ProcessGroup {
  const child = spawn('sh', ['-c', RUN_UNTIL_INPUT_CLOSES, 'child-process-group', command, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['pipe', output, output, 'pipe'],
  });
  // Every process of the group inherits descriptor 3. It closes, and `close` is emitted, when the last of them has ended.
  (child.stdio[3] as Readable).resume();
  const closed = once(child, 'close');
  const end = async () => {
    signalGroup(child.pid, 'SIGTERM');
    const kill = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), GRACE_MS);
    await closed;
    clearTimeout(kill);
  };
  return { process: child, end };
}

function signalGroup(group: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (group !== undefined) process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // the group has already ended
  }
}
