import { expect, it } from 'vitest';
import { reportOf } from './report.ts';
import { runChaos } from './run-chaos.ts';

const MESSAGES = 130;
const SEED = 1;
/** Provisioning takes a minute or two, the run one more; the limit only ends what hangs. */
const TIMEOUT = 900_000;

it('loses nothing and delivers nothing twice or out of order while everything around misbehaves', {
  timeout: TIMEOUT,
}, async ({ signal }) => {
  const result = await runChaos({ messages: MESSAGES, seed: SEED, progress: console.log, stopping: signal });
  const { lines, failures } = reportOf(result);
  console.log(lines.join('\n'));
  expect(failures).toEqual([]);
  expect(result.verdict.sent).toBe(MESSAGES);
  expect(result.verdict.batches.ofSeveral).toBeGreaterThan(0);
});
