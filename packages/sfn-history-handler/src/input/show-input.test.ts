import { memoryLogger } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { createReadInput } from '../aws/read-input.ts';
import { fakeStepFunctions } from '../testing/fake-step-functions.ts';
import { showInput } from './show-input.ts';

const INPUT = JSON.stringify({
  order: { id: 'A-17', date: '2026-03-01', items: [1, 2] },
  url: 'https://user:hunter2@example.com/',
  password: 'two words',
  credentials: { user: 'bob' },
  long: 'x'.repeat(500),
  nothing: null,
});

/**
 * Returns what is shown of the event's input, or of the one that Step Functions answers, with what was asked and
 * logged.
 */
async function show(paths: string[], input: string | undefined = INPUT, answer?: string | Error) {
  const { log, lines } = memoryLogger();
  const { client, others } = fakeStepFunctions([], { ...(answer !== undefined && { input: answer }) });
  const shown = await showInput({ executionArn: 'arn', input }, paths, createReadInput(client), log);
  return { shown, lines, calls: others.length };
}

/** The input of an event for which it was too long. */
const LEFT_OUT = null as unknown as undefined;

describe('showInput', () => {
  it('shows nothing, and asks for nothing, where no path is set', async () => {
    const { shown, calls } = await show([], undefined, INPUT);
    expect(shown).toEqual([]);
    expect(calls).toBe(0);
  });

  it('shows what the paths name, texts as they are and others as JSON', async () => {
    const { shown, calls } = await show(['$.order.id', '$.order.items', '$.nothing', '$.nowhere']);
    expect(shown).toEqual([
      ['$.order.id', 'A-17'],
      ['$.order.items', '[1,2]'],
      ['$.nothing', 'null'],
    ]);
    expect(calls).toBe(0);
  });

  it('leaves a value whole, for its message to mask and cut', async () => {
    const { shown } = await show(['$.url', '$.long']);
    expect(shown).toEqual([
      ['$.url', 'https://user:hunter2@example.com/'],
      ['$.long', 'x'.repeat(500)],
    ]);
  });

  it('asks for an input that was too long for the event', async () => {
    const { shown, calls } = await show(['$.order.id'], LEFT_OUT, INPUT);
    expect(shown).toEqual([['$.order.id', 'A-17']]);
    expect(calls).toBe(1);
  });

  it('says why the input could not be read, and logs it', async () => {
    const denied = Object.assign(new Error('no'), { name: 'KmsAccessDeniedException' });
    const { shown, lines } = await show(['$.order.id', '$.url'], LEFT_OUT, denied);
    expect(shown).toEqual([['$.order.id, $.url', expect.stringMatching(/^unknown: .*kms:Decrypt/)]]);
    expect(lines).toMatchObject([{ level: 'warn', fields: { executionArn: 'arn', error: denied } }]);
  });

  it('neither shows nor logs an input that is no JSON', async () => {
    const { shown, lines } = await show(['$.a'], '{"a": "hunter2"');
    expect(JSON.stringify([shown, lines])).not.toContain('hunter2');
    expect(shown).toEqual([['$.a', 'unknown: the input could not be read: SyntaxError']]);
  });

  it('says that it could not read lists which are nested too deep', async () => {
    const deep = `{"a": ${'['.repeat(120_000)}${']'.repeat(120_000)}}`;
    const { shown, lines } = await show(['$.a'], deep);
    expect(shown).toEqual([['$.a', 'unknown: the input could not be read: RangeError']]);
    expect(lines).toMatchObject([{ level: 'warn', fields: { executionArn: 'arn' } }]);
  });
});
