import type { ActionExecutionDetail, GetPipelineStateOutput } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import type { ApprovalEvent } from '../events/approval-event.ts';
import { lookInto } from '../testing/investigate.ts';
import type { PipelineFixture } from '../testing/pipelines.ts';
import { at } from '../testing/story.ts';
import { findApprovalExecution } from './approval-execution.ts';

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
  reviewUrl: undefined,
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

const run = (pipelineExecutionId: string, actionExecutionId: string): ActionExecutionDetail => ({
  pipelineExecutionId,
  actionExecutionId,
  startTime: at(0),
});

const find = (change: Partial<PipelineFixture>, of: Partial<ApprovalEvent> = {}) => {
  const { investigation } = lookInto({ pipelines: { p: { state, actions: [], ...change } } });
  return findApprovalExecution({ ...event, ...of }, investigation);
};

describe('findApprovalExecution', () => {
  it('takes the execution that waits in the approval’s stage, not the newest in Source', async () => {
    expect(await find({})).toBe('e-1');
  });

  it('takes the execution of the approval’s own run where several are side by side', async () => {
    expect(await find({ actions: [run('e-4', 'run-2'), run('e-3', 'run-1')] })).toBe('e-3');
  });

  it('knows a token that is the run’s own id, without the state', async () => {
    const actions = [run('e-5', 'token-1')];
    expect(await find({ state: { error: 'AccessDeniedException' }, actions })).toBe('e-5');
  });

  it('takes no execution of another request', async () => {
    expect(await find({}, { token: 'token-of-old' })).toBeUndefined();
  });

  it('asks nothing where the event names the execution', async () => {
    const { investigation, asked } = lookInto({});
    expect(await findApprovalExecution({ ...event, executionId: 'e-9' }, investigation)).toBe('e-9');
    expect(asked).toEqual([]);
  });
});
