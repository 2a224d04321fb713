import { afterAll, afterEach, beforeAll } from 'vitest';
import { DEMO_STAGE } from '../demo/demo-stage.ts';
import { type Stage, startStage } from '../stage.ts';

/** A minute of Lambda's and SQS's waiting is a second here. */
const TIME_SCALE = 1 / 60;

/** One stage for all tests of the file, from its first test to its last. Call the result inside a test. */
export function useStage(): () => Stage {
  let stage: Stage | undefined;
  let outcome: 'done' | 'failed' = 'done';
  const stopping = new AbortController();
  beforeAll(async () => {
    stage = await startStage({
      ...DEMO_STAGE,
      timeScale: TIME_SCALE,
      progress: console.log,
      stopping: stopping.signal,
    });
  });
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') outcome = 'failed';
  });
  afterAll(async () => {
    stopping.abort();
    await stage?.close(outcome);
  });
  return () => {
    if (!stage) throw new Error('the stage has not been started');
    return stage;
  };
}
