import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { InvocationContext, Reply } from './invocation.ts';

/** A process that runs one function, for one event at a time. */
export interface ExecutionEnvironment {
  /** Never rejects: a timeout and a crash are replies with an error, and end the environment. */
  invoke(event: unknown, context: InvocationContext, timeoutSeconds: number): Promise<Reply>;
  /** Returns whether it can take an event: it has not ended and has not been killed. */
  isAlive(): boolean;
  kill(): void;
}

const RUNTIME = fileURLToPath(new URL('runtime.ts', import.meta.url));

/** Starts a process with exactly these environment variables. `log` is the file descriptor for its output. */
function startExecutionEnvironment(variables: Record<string, string>, log: number): ExecutionEnvironment {
  const child = fork(RUNTIME, { env: variables, execArgv: [], stdio: ['ignore', log, log, 'ipc'], detached: true });
  const initialized = nextMessage(child);
  const ended = once(child, 'exit');
  return {
    isAlive: () => child.connected && !child.killed && child.exitCode === null,
    kill: () => child.kill('SIGKILL'),
    invoke: async (event, context, timeoutSeconds) => {
      let timedOut = false;
      let timer: NodeJS.Timeout | undefined;
      const answered = async () => {
        await initialized; // as on Lambda, initialization does not count towards the timeout
        timer = setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, timeoutSeconds * 1000);
        const reply = nextMessage(child);
        const invocation = { event, context, deadline: Date.now() + timeoutSeconds * 1000 };
        child.send(invocation, () => {}); // an error here means that the process has ended, which `failed` reports
        return reply;
      };
      // The errors are Lambda's: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
      const failed = async () => {
        const [status, signal] = await ended;
        const end = signal ? 'signal: killed' : `exit status ${status}`;
        return timedOut
          ? failure(context, 'Sandbox.Timedout', `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`)
          : failure(context, 'Runtime.ExitError', `Runtime exited with error: ${end}`);
      };
      const reply = await Promise.race([answered(), failed()]);
      clearTimeout(timer);
      return reply;
    },
  };
}

/** Resolves with the next message of the process. Never settles when the process ends without one. */
function nextMessage(child: ChildProcess): Promise<Reply> {
  return new Promise((resolve) => child.once('message', (message) => resolve(message as Reply)));
}

function failure({ awsRequestId }: InvocationContext, errorType: string, text: string): Reply {
  return { error: { errorType, errorMessage: `RequestId: ${awsRequestId} Error: ${text}` } };
}

/** The execution environments of one function. */
export interface EnvironmentPool {
  /** Returns a warm environment that is free, else a new one. Throws when the cloud has closed. */
  take(): ExecutionEnvironment;
  /** Keeps an environment warm for the next event. `take` drops it when it has ended by then. */
  keep(environment: ExecutionEnvironment): void;
  /** Ends the warm environments that are free. */
  empty(): void;
}

/** Returns a pool of environments with these variables and this log. All of them are ended when the cloud closes. */
export function environmentPool(variables: Record<string, string>, log: number, closing: AbortSignal): EnvironmentPool {
  const warm: ExecutionEnvironment[] = [];
  const all = new Set<ExecutionEnvironment>();
  closing.addEventListener('abort', () => {
    for (const environment of all) environment.kill();
  });

  const take = (): ExecutionEnvironment => {
    closing.throwIfAborted();
    const environment = warm.pop() ?? startExecutionEnvironment(variables, log);
    all.add(environment);
    if (environment.isAlive()) return environment;
    all.delete(environment);
    return take();
  };
  const empty = () => {
    for (const environment of warm.splice(0)) {
      all.delete(environment);
      environment.kill();
    }
  };
  return { take, keep: (environment) => warm.push(environment), empty };
}
