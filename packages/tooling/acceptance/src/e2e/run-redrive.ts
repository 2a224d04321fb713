import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const SCRIPT = createRequire(import.meta.url).resolve('@shipbell/operations/redrive');

export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs `scripts/redrive.ts` as its shell script does, with these answers on its standard input. */
export async function runRedrive(
  args: readonly string[],
  environment: Record<string, string>,
  answers: readonly string[] = [],
): Promise<Ended> {
  const child = startRedrive(args, environment);
  child.stdin.end(answers.map((answer) => `${answer}\n`).join(''));
  const [[status], ...output] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { status, output: output.join('') };
}

/** The same without an end of the input: whoever starts it ends it. */
export function startRedrive(args: readonly string[], environment: Record<string, string>) {
  // Nothing of this process's own environment, where there may be other credentials.
  return spawn(process.execPath, [SCRIPT, ...args], { env: environment });
}
