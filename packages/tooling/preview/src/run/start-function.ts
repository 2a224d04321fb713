import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { jsonObject, textOf } from '@shipbell/core';
import type { FunctionName } from '../input/preview-event.ts';
import type { Invocation, Outcome } from './worker.ts';

/** A function of this checkout in a process of its own. */
export interface RunningFunction {
  /** Gives it one event and resolves with how that ended, and with the lines that the function logged. */
  invoke(invocation: Invocation): Promise<Outcome & { readonly log: readonly LogLine[] }>;
  end(): void;
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly reason: string | undefined;
}

/**
 * Starts a function with an environment and nothing else of this process's own. Several events in turn each find it as after a
 * cold start.
 */
export function startFunction(name: FunctionName, environment: NodeJS.ProcessEnv): RunningFunction {
  const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), [name], {
    env: environment,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr] as Readable[]) {
    createInterface(stream).on('line', (line) => lines.push(line));
  }
  return {
    invoke: async (invocation) => {
      lines.length = 0;
      child.send(invocation);
      const outcome = await ended(child, lines);
      return { ...outcome, log: lines.flatMap(toLogLine) };
    },
    end: () => child.kill(),
  };
}

async function ended(child: ChildProcess, lines: readonly string[]): Promise<Outcome> {
  const over = new AbortController();
  const { signal } = over;
  try {
    return await Promise.race([
      once(child, 'message', { signal }).then(([outcome]) => outcome as Outcome),
      once(child, 'close', { signal }).then(() => ({
        error: `The function ended before its event was done:\n${lines.join('\n')}`,
      })),
    ]);
  } finally {
    over.abort();
  }
}

/** Returns the line of the function's log; the list is empty for what is none, such as its metrics. */
function toLogLine(line: string): LogLine[] {
  const { level, message, reason } = jsonObject(line);
  return typeof level === 'string' && typeof message === 'string' ? [{ level, message, reason: textOf(reason) }] : [];
}
