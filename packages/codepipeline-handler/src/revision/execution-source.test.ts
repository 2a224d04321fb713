import { expect, it } from 'vitest';
import { createPipelineHistory } from '../pipelines/history.ts';
import { searchInWorld } from '../testing/search.ts';
import { sourceOfExecution } from './execution-source.ts';

it('sourceOfExecution returns an unknown source, after one read of each, where executions are said to roll back to each other', async () => {
  const rollbackTo = (target: string) => ({ rollbackMetadata: { rollbackTargetPipelineExecutionId: target } });
  const executions = { 'e-1': rollbackTo('e-2'), 'e-2': rollbackTo('e-3'), 'e-3': rollbackTo('e-1') };
  const { search, asked } = searchInWorld({ pipelines: { p: { state: {}, actions: [], executions } } });
  const history = createPipelineHistory('p', search.reads.codepipeline, search.signal);
  expect((await sourceOfExecution(history, 'e-1')).source).toMatchObject({ kind: 'unknown' });
  expect(asked.filter((read) => read.startsWith('readExecution '))).toHaveLength(3);
});
