import type { DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { statusChangeDetail } from './status-events.ts';

const execution: DescribeExecutionOutput = {
  executionArn: 'arn:aws:states:ap-northeast-2:123456789012:execution:nightly-etl:run-1',
  stateMachineArn: 'arn:aws:states:ap-northeast-2:123456789012:stateMachine:nightly-etl',
  name: 'run-1',
  status: 'SUCCEEDED',
  startDate: new Date('2024-11-01T02:00:01.500Z'),
  stopDate: new Date('2024-11-01T02:00:09.250Z'),
  input: '{"day":1}',
  output: '{"rows":2}',
};

describe('statusChangeDetail', () => {
  it('returns every key that Step Functions sends, with times in milliseconds and data as strings', () => {
    expect(statusChangeDetail(execution)).toEqual({
      executionArn: execution.executionArn,
      stateMachineArn: execution.stateMachineArn,
      name: 'run-1',
      status: 'SUCCEEDED',
      startDate: 1730426401500,
      stopDate: 1730426409250,
      input: '{"day":1}',
      output: '{"rows":2}',
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
      inputDetails: { included: true },
      outputDetails: { included: true },
      error: null,
      cause: null,
    });
  });

  it('returns the error and the cause of a failed execution, which may be redriven', () => {
    const { output: _output, ...rest } = execution;
    const detail = statusChangeDetail({ ...rest, status: 'FAILED', error: 'Boom', cause: 'because' });
    expect(detail).toMatchObject({ output: null, outputDetails: null, error: 'Boom', cause: 'because' });
    expect(detail).toMatchObject({ redriveStatus: 'REDRIVABLE', redriveStatusReason: null });
  });

  it('leaves out a large input, and the output only when it is too large by itself', () => {
    const large = JSON.stringify('x'.repeat(250 * 1024));
    expect(statusChangeDetail({ ...execution, input: large })).toMatchObject({
      input: null,
      inputDetails: { included: false },
      output: '{"rows":2}',
      outputDetails: { included: true },
    });
    expect(statusChangeDetail({ ...execution, output: large })).toMatchObject({
      inputDetails: { included: false },
      output: null,
      outputDetails: { included: false },
    });
  });
});
