import type { Stage } from '@shipbell/acceptance/stage';
import { describe, expect, it } from 'vitest';
import { openFactLog } from './fact-log.ts';
import { began, FIRST } from './testing/made-up.ts';
import { untilQuiet } from './until-quiet.ts';

/** Returns a stage whose queue holds these numbers of messages, one after the other, the last of them for ever. */
function stage(counts: number[], untilIdle: () => Promise<void> = async () => {}) {
  const send = async () => {
    const count = counts.length > 1 ? counts.shift() : counts[0];
    const Attributes = {
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: String(count),
      ApproximateNumberOfMessagesDelayed: '0',
    };
    return { Attributes };
  };
  const cloud = { clients: { sqs: { send } }, closing: new AbortController().signal };
  return { cloud, lambda: { untilIdle }, queueUrl: '' } as unknown as Stage;
}

const STANDSTILL_TIMEOUT_MS = 1_200;

describe('untilQuiet', () => {
  it('waits until the queue is empty', async () => {
    const counts = [3, 1, 0];
    expect(await untilQuiet(stage(counts), openFactLog(), { running: () => 0 })).toBeUndefined();
    expect(counts).toEqual([0]);
  });

  it('waits for what goes on, however long', async () => {
    const log = openFactLog();
    let looks = 0;
    const running = () => {
      looks += 1;
      if (looks < 6) log.record(began(looks, FIRST));
      return looks < 6 ? 1 : 0;
    };
    expect(await untilQuiet(stage([0]), log, { running }, STANDSTILL_TIMEOUT_MS)).toBeUndefined();
    expect(looks).toBeGreaterThan(6);
  });

  it('says what stands still', async () => {
    const never = new Promise<void>(() => {});
    const stuck = await untilQuiet(
      stage([2], () => never),
      openFactLog(),
      { running: () => 1 },
      STANDSTILL_TIMEOUT_MS,
    );
    expect(stuck).toBe('2 messages on the queue, 1 invocations under way, something is left for the handlers');
  });
});
