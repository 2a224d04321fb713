import { expect, it } from 'vitest';
import { pipelineEvent } from '../testing/investigate.ts';
import { pipelineIdentity } from './identity.ts';

it('an execution’s first try is the same whether or not its event counts it', () => {
  expect(pipelineIdentity(pipelineEvent({ attempt: undefined }))).toEqual(pipelineIdentity(pipelineEvent()));
  expect(pipelineIdentity(pipelineEvent({ attempt: 2 }))).not.toEqual(pipelineIdentity(pipelineEvent()));
});
