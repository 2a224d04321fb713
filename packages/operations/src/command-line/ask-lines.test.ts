import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askLines } from './ask-lines.ts';

function setUp() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const stopping = new AbortController();
  return { input, output, stopping, ...askLines(input, output, stopping.signal) };
}

describe('askLines', () => {
  it('gives each question the next line of the input, also where all lines come at once', async () => {
    const { input, output, ask } = setUp();
    input.write('one\ntwo\n');
    expect([await ask('first? '), await ask('second? ')]).toEqual(['one', 'two']);
    expect(output.read().toString()).toBe('first? second? ');
  });

  it('has no answer to any question after the end of the input', async () => {
    const { input, ask } = setUp();
    input.end('one');
    expect([await ask('?'), await ask('?'), await ask('?')]).toEqual(['one', undefined, undefined]);
  });

  it('has no answer once it is stopped, and shows no further question', async () => {
    const { output, stopping, ask } = setUp();
    const answer = ask('first? ');
    stopping.abort();
    expect([await answer, await ask('second? ')]).toEqual([undefined, undefined]);
    expect(output.read().toString().trim()).toBe('first?');
  });
});
