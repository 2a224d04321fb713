import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/**
 * Returns `ask`, which shows a question and resolves with the next line of the input; undefined at the end of the
 * input, and once `stopping` aborts. The terminal's mode stays as it is, so that Ctrl-C remains a signal.
 */
export function askLines(input: Readable, output: Writable, stopping: AbortSignal) {
  const reader = createInterface({ input, terminal: false });
  const lines = reader[Symbol.asyncIterator]();
  stopping.addEventListener('abort', () => reader.close());
  const ask = async (question: string): Promise<string | undefined> => {
    if (stopping.aborted) return undefined;
    output.write(question);
    const { value, done } = await lines.next();
    if (done) output.write('\n');
    return done ? undefined : value;
  };
  return { ask, close: () => reader.close() };
}
