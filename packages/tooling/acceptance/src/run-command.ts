import { spawn } from 'node:child_process';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of the command's environment, this process's own when left out. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface CommandResult {
  /** Whether it ended with status 0. */
  readonly ok: boolean;
  readonly output: string;
}

/** Runs a command to its end and resolves with what it printed, on both streams; a command that cannot be started is not ok. */
export function runCommand({ command, args, cwd, env }: Command): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', (error) => resolve({ ok: false, output: `${command} could not be started: ${error.message}` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
