import { expect, it } from 'vitest';
import { searchInWorld } from '../testing/search.ts';
import { findSourceOfExecution } from './execution-source.ts';

it('findSourceOfExecution returns an unknown source, after one read of each, where executions are said to roll back to each other', async () => {
  const rollbackTo = (target: string) => ({ rollbackMetadata: { rollbackTargetPipelineExecutionId: target } });
  const executions = { 'e-1': rollbackTo('e-2'), 'e-2': rollbackTo('e-3'), 'e-3': rollbackTo('e-1') };
  const { search, asked } = searchInWorld({ pipelines: { p: { state: {}, actions: [], executions } } });
  expect(await findSourceOfExecution('p', 'e-1', search)).toMatchObject({ kind: 'unknown' });
  expect(asked.filter((read) => read.startsWith('readExecution '))).toHaveLength(3);
});
