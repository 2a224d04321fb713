import { afterAll, beforeAll, type RunnerTask } from 'vitest';
import { type Stage, startStage } from '../demo/stage.ts';

/** A minute of Lambda's and SQS's waiting is a second here. */
const TIME_SCALE = 1 / 60;

/** One stage for all tests of the file, from its first test to its last. Call the result inside a test. */
export function useStage(): () => Stage {
  let stage: Stage | undefined;
  const stopping = new AbortController();
  beforeAll(async () => {
    stage = await startStage({ timeScale: TIME_SCALE, progress: console.log, stopping: stopping.signal });
  });
  afterAll(async (_context, { tasks }) => {
    stopping.abort();
    await stage?.close(tasks.some(hasFailed) ? 'failed' : 'done');
  });
  return () => {
    if (!stage) throw new Error('the stage has not been started');
    return stage;
  };
}

function hasFailed(task: RunnerTask): boolean {
  return task.result?.state === 'fail' || ('tasks' in task && task.tasks.some(hasFailed));
}
