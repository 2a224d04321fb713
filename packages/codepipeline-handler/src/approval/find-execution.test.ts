import type { ActionExecutionDetail, GetPipelineStateOutput } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import { createPipelineHistory } from '../pipelines/history.ts';
import type { PipelineFixture } from '../testing/codepipeline.ts';
import { at } from '../testing/scenario.ts';
import { searchInWorld } from '../testing/search.ts';
import type { ApprovalEvent } from './event.ts';
import { findApprovalExecution } from './find-execution.ts';

const DENIED = { error: 'AccessDeniedException' };

const event: ApprovalEvent = {
  kind: 'approval',
  account: undefined,
  region: 'eu-west-1',
  isAddressed: true,
  pipeline: 'p',
  stage: 'Prod',
  action: 'Approve',
  executionId: undefined,
  token: 'token-1',
  status: 'waiting',
  statusText: '',
  request: [],
  expiresAt: undefined,
  externalUrl: undefined,
  summary: undefined,
};

const state: GetPipelineStateOutput = {
  stageStates: [
    { stageName: 'Source', latestExecution: { pipelineExecutionId: 'e-2', status: 'Succeeded' } },
    {
      stageName: 'Prod',
      latestExecution: { pipelineExecutionId: 'e-1', status: 'InProgress' },
      actionStates: [
        {
          actionName: 'Approve',
          latestExecution: {
            token: 'token-1',
            actionExecutionId: 'run-1',
            status: 'InProgress',
            lastStatusChange: at(0),
          },
        },
      ],
    },
  ],
};

function run(pipelineExecutionId: string, actionExecutionId: string): ActionExecutionDetail {
  return {
    pipelineExecutionId,
    actionExecutionId,
    startTime: at(0),
  };
}

function find(change: Partial<PipelineFixture>, of: Partial<ApprovalEvent> = {}) {
  const { search } = searchInWorld({ pipelines: { p: { state, actions: [], ...change } } });
  const history = createPipelineHistory('p', search.reads.codepipeline, search.signal);
  return findApprovalExecution({ ...event, ...of }, history);
}

describe('findApprovalExecution', () => {
  it('returns the execution that waits in the approval’s stage, not the newest in Source', async () => {
    expect(await find({})).toMatchObject({ value: 'e-1' });
  });

  it('returns the execution of the approval’s own action where several run side by side', async () => {
    expect(await find({ actions: [run('e-4', 'run-2'), run('e-3', 'run-1')] })).toMatchObject({ value: 'e-3' });
  });

  it('finds the execution by a token that is the action execution’s id, without the state', async () => {
    const actions = [run('e-5', 'token-1')];
    expect(await find({ state: DENIED, actions })).toMatchObject({ value: 'e-5' });
  });

  it('finds the execution by a token that is the external execution’s id, without the state', async () => {
    const asked = { ...run('e-1', 'run-1'), output: { executionResult: { externalExecutionId: 'token-1' } } };
    expect(await find({ state: DENIED, actions: [run('e-2', 'run-2'), asked] })).toMatchObject({ value: 'e-1' });
  });

  it('does not return the execution of another request', async () => {
    for (const token of ['token-of-old', undefined]) {
      expect((await find({}, { token })).reason).toBe('pipeline p does not show which execution waits');
    }
  });

  it('returns the read that was denied where that could have shown the execution', async () => {
    const denied = 'may not be read: codepipeline:';
    expect((await find({ state: DENIED, actions: DENIED })).reason).toBe(
      `pipeline p ${denied}GetPipelineState was denied`,
    );
    expect((await find({ actions: DENIED }, { token: 'token-of-old' })).reason).toBe(
      `the history of pipeline p ${denied}ListActionExecutions was denied`,
    );
  });

  it('reads nothing where the event names the execution', async () => {
    const { search, asked } = searchInWorld({});
    const history = createPipelineHistory('p', search.reads.codepipeline, search.signal);
    expect(await findApprovalExecution({ ...event, executionId: 'e-9' }, history)).toMatchObject({ value: 'e-9' });
    expect(asked).toEqual([]);
  });
});
