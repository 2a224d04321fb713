import { describe, expect, it } from 'vitest';
import { codedeployFrom } from '../testing/codedeploy.ts';
import { codepipelineFrom } from '../testing/codepipeline.ts';
import { ONE, THREE, TWO } from '../testing/find.ts';
import { executionOf, pipelineOf, type Run } from '../testing/scenario.ts';
import { askedOf } from '../testing/search.ts';
import { createPipelineHistory } from './history.ts';

/** Returns the history of a pipeline that has made these runs, each of two actions, so many actions a page. */
function setUp(runs: readonly Run[], pageSize: number) {
  const { codepipeline, asked } = askedOf(codepipelineFrom({ p: pipelineOf('p', runs) }, pageSize), codedeployFrom({}));
  return { history: createPipelineHistory('p', codepipeline, new AbortController().signal), asked };
}

describe('createPipelineHistory, asked for the actions of one execution,', () => {
  it('finds them among the newest actions where these go on to earlier ones', async () => {
    const { history, asked } = setUp([ONE, TWO, THREE], 5);
    expect((await history.actionsOf(executionOf(TWO))).value).toHaveLength(2);
    expect((await history.actionsOf(executionOf(THREE))).value).toHaveLength(2);
    expect(asked).toEqual(['readActions p']);
  });

  it('finds them among the newest actions where the pipeline has no others', async () => {
    const { history, asked } = setUp([ONE], 5);
    expect((await history.actionsOf(executionOf(ONE))).value).toHaveLength(2);
    expect((await history.actionsOf('e-none')).value).toEqual([]);
    expect(asked).toEqual(['readActions p']);
  });

  it.each([
    ['these end within the execution', [ONE, TWO, THREE], TWO, 3],
    ['these end with its source, beside which there may be another', [ONE, TWO, THREE], TWO, 4],
    ['an execution that overlaps it ends them', [ONE, { ...TWO, minute: 5 }, THREE], { ...TWO, minute: 5 }, 5],
    ['these do not show it', [ONE, TWO, THREE], ONE, 4],
  ] as const)('reads them where %s', async (_case, runs, run, pageSize) => {
    const { history, asked } = setUp(runs, pageSize);
    const { value = [] } = await history.actionsOf(executionOf(run));
    expect(value).toHaveLength(2);
    expect(asked).toEqual(['readActions p', `readActions p ${executionOf(run)}`]);
  });

  it('does not ask again where the newest actions may not be read', async () => {
    const reads = codepipelineFrom({ p: pipelineOf('p', [ONE], { actions: { error: 'AccessDeniedException' } }) });
    const { codepipeline, asked } = askedOf(reads, codedeployFrom({}));
    const { actionsOf } = createPipelineHistory('p', codepipeline, new AbortController().signal);
    expect((await actionsOf(executionOf(ONE))).failure?.reason).toContain('may not be read');
    expect(asked).toEqual(['readActions p']);
  });
});
