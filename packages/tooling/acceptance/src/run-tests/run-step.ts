import { spawn } from 'node:child_process';

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of the command's environment, this process's own when left out. */
  readonly env?: NodeJS.ProcessEnv;
  /** Shows nothing: for commands that run side by side, whose lines would be mixed. */
  readonly silent?: boolean;
}

/** Runs a command to its end, its output shown as it comes. Whether it succeeded, and what it printed. */
export function run({ command, args, cwd, env, silent = false }: Command): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const show = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk;
      if (!silent) stream.write(chunk);
    };
    child.stdout.on('data', show(process.stdout));
    child.stderr.on('data', show(process.stderr));
    child.on('error', (error) => resolve({ ok: false, output: `${command} could not be started: ${error.message}` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
