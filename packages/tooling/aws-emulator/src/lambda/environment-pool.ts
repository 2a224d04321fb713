import { type ExecutionEnvironment, startExecutionEnvironment } from './execution-environment.ts';

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
