import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * Shows a question and resolves with the next line of standard input, which the terminal does not show; undefined at the end
 * of the input, and once `stopping` aborts.
 */
export async function askSecret(question: string, stopping: AbortSignal): Promise<string | undefined> {
  if (stopping.aborted) return undefined;
  process.stdout.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  // In this mode the terminal makes no signal of Ctrl-C.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  stopping.addEventListener('abort', () => lines.close());
  // The input closes without a line where it ends.
  const [answer] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  lines.close();
  process.stdout.write('\n');
  return answer;
}
