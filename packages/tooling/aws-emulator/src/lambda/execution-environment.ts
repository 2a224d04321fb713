import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { InvocationContext, Reply } from './invocation.ts';

/** A process that runs one function, one event at a time. */
export interface ExecutionEnvironment {
  /** Resolves always: a timeout and a crash are errors of the function, and end the environment. */
  invoke(event: unknown, context: InvocationContext, timeoutSeconds: number): Promise<Reply>;
  /** Whether it can take an event: it has not ended and has not been killed. */
  isAlive(): boolean;
  kill(): void;
}

const RUNTIME = fileURLToPath(new URL('runtime.ts', import.meta.url));

/** Starts the process with exactly these environment variables; what it prints goes to the file descriptor. */
export function startExecutionEnvironment(variables: Record<string, string>, log: number): ExecutionEnvironment {
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
        await initialized; // as on Lambda, this is not the invocation's time
        timer = setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, timeoutSeconds * 1000);
        const reply = nextMessage(child);
        const invocation = { event, context, deadline: Date.now() + timeoutSeconds * 1000 };
        child.send(invocation, () => {}); // what cannot be sent any more has failed with the process
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

/** Never settles when the process ends without a message. */
function nextMessage(child: ChildProcess): Promise<Reply> {
  return new Promise((resolve) => child.once('message', (message) => resolve(message as Reply)));
}

function failure({ awsRequestId }: InvocationContext, errorType: string, text: string): Reply {
  return { error: { errorType, errorMessage: `RequestId: ${awsRequestId} Error: ${text}` } };
}

/** The execution environments of one function. */
export interface EnvironmentPool {
  /** A warm environment that has nothing to do, else a new one. Throws when the cloud has closed. */
  take(): ExecutionEnvironment;
  /** Keeps an environment warm for the next event; one that has ended is dropped when its turn comes. */
  giveBack(environment: ExecutionEnvironment): void;
  /** Ends the warm ones that have nothing to do. */
  empty(): void;
}

/** Environments with these variables and this log, all ended when the cloud closes. */
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
  return { take, giveBack: (environment) => warm.push(environment), empty };
}
