import { describe, expect, it } from 'vitest';
import { reportOf } from './report.ts';
import { runChaos } from './run-chaos.ts';

const MESSAGES = 130;
const SEED = 1;

describe('Shipbell', () => {
  it('loses nothing and delivers nothing twice or out of order while everything around it misbehaves', async ({
    signal,
  }) => {
    const result = await runChaos({ messages: MESSAGES, seed: SEED, progress: console.log, stopping: signal });
    const { lines, failures } = reportOf(result);
    console.log(lines.join('\n'));
    expect(failures).toEqual([]);
    expect(result.verdict.sent).toBe(MESSAGES);
    expect(result.verdict.batches.ofSeveral).toBeGreaterThan(0);
  });
});
