import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

/** The operator's commands that tests run as the scripts of the same names do. */
type Script = 'doctor' | 'redrive' | 'set-webhook';

export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

const printed: string[] = [];

/** Returns what each command has printed so far. */
export function printedByScripts(): readonly string[] {
  return printed;
}

/** Runs a command, with these answers on its standard input, and resolves when it has ended. */
export async function runScript(
  script: Script,
  args: readonly string[],
  environment: Record<string, string>,
  answers: readonly string[] = [],
): Promise<Ended> {
  const child = startScript(script, args, environment);
  child.stdin.end(answers.map((answer) => `${answer}\n`).join(''));
  const [[status], ...outputs] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  const output = outputs.join('');
  printed.push(output);
  return { status, output };
}

/** Starts a command and leaves its input open: whoever starts it ends it. */
export function startScript(script: Script, args: readonly string[], environment: Record<string, string>) {
  const path = createRequire(import.meta.url).resolve(`@shipbell/operations/${script}`);
  // Nothing of this process's own environment, where there may be other credentials.
  return spawn(process.execPath, [path, ...args], { env: environment });
}

/** Resolves with how a command ended that was ended at its question, and with what it showed. */
export async function endedAt(
  question: string,
  child: ReturnType<typeof startScript>,
  end: (child: ReturnType<typeof startScript>) => void,
): Promise<Ended> {
  let output = '';
  const asked = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part;
      if (output.includes(question)) asked.resolve();
    });
  }
  await asked.promise;
  end(child);
  const [status] = await once(child, 'close');
  printed.push(output);
  return { status, output };
}
