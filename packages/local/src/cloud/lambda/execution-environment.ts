import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Invocation, Reply } from './invocation.ts';

/** A process that runs one function, one event at a time. */
export interface ExecutionEnvironment {
  /** Resolves always: a timeout and a crash are errors of the function. Either ends the environment. */
  invoke(invocation: Invocation): Promise<Reply>;
  isAlive(): boolean;
  kill(): void;
}

const RUNTIME = fileURLToPath(new URL('runtime.ts', import.meta.url));

/** Starts the process with exactly these environment variables; what it prints goes to the file descriptor. */
export function startExecutionEnvironment(variables: Record<string, string>, log: number): ExecutionEnvironment {
  const child = fork(RUNTIME, { env: variables, execArgv: [], stdio: ['ignore', log, log, 'ipc'], detached: true });
  const kill = () => child.kill('SIGKILL');
  return {
    isAlive: () => child.connected,
    kill,
    invoke: async (invocation) => {
      const timeout = setTimeout(kill, invocation.deadline - Date.now());
      const answered = new AbortController();
      try {
        child.send(invocation);
        return await Promise.race([replyOf(child, answered.signal), endOf(child, invocation, answered.signal)]);
      } finally {
        clearTimeout(timeout);
        answered.abort();
      }
    },
  };
}

async function replyOf(child: ChildProcess, signal: AbortSignal): Promise<Reply> {
  const [reply] = await once(child, 'message', { signal });
  return reply;
}

/** The errors that Lambda reports when there is no reply: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html */
async function endOf(child: ChildProcess, { context, deadline }: Invocation, signal: AbortSignal): Promise<Reply> {
  const [status] = await once(child, 'exit', { signal });
  const id = context.awsRequestId;
  if (Date.now() >= deadline) {
    return { error: { errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${id} Error: Task timed out` } };
  }
  const errorMessage = `RequestId: ${id} Error: Runtime exited with error: exit status ${status}`;
  return { error: { errorType: 'Runtime.ExitError', errorMessage } };
}
