import { describe, expect, it } from 'vitest';
import { type DescribedExecution, executionPage } from './list-executions.ts';

function execution(name: string, startDate: number, status: 'SUCCEEDED' | 'FAILED' | 'RUNNING' = 'SUCCEEDED') {
  return {
    executionArn: `arn:${name}`,
    stateMachineArn: 'arn:etl',
    name,
    status,
    startDate,
    ...(status !== 'RUNNING' && { stopDate: startDate + 5.25 }),
    input: '{"secret":1}',
  } as DescribedExecution;
}

const NIGHTS = [
  execution('monday', 100),
  execution('wednesday', 300, 'FAILED'),
  execution('tuesday', 200),
  execution('thursday', 400, 'RUNNING'),
];

function namesOf(page: object | undefined): string[] {
  return (page as { executions: DescribedExecution[] }).executions.map(({ name }) => name ?? '');
}

describe('executionPage', () => {
  it('has the newest execution first', () => {
    expect(namesOf(executionPage(NIGHTS, {}))).toEqual(['thursday', 'wednesday', 'tuesday', 'monday']);
  });

  it('holds those of one status when asked for it', () => {
    expect(namesOf(executionPage(NIGHTS, { statusFilter: 'SUCCEEDED' }))).toEqual(['tuesday', 'monday']);
  });

  it('says of an execution what a list says, and nothing of its input', () => {
    expect(executionPage([execution('monday', 100)], {})).toEqual({
      executions: [
        {
          executionArn: 'arn:monday',
          stateMachineArn: 'arn:etl',
          name: 'monday',
          status: 'SUCCEEDED',
          startDate: 100,
          stopDate: 105.25,
          redriveCount: 0,
        },
      ],
    });
  });

  it('leads from each page to the next, and not beyond the last', () => {
    const first = executionPage(NIGHTS, { maxResults: 3 }) as { nextToken?: string };
    expect(namesOf(first)).toHaveLength(3);
    const last = executionPage(NIGHTS, { maxResults: 3, nextToken: first.nextToken ?? 'none' });
    expect(namesOf(last)).toEqual(['monday']);
    expect(last).not.toHaveProperty('nextToken');
  });

  it('does not exist for a token that no page gave', () => {
    expect(executionPage(NIGHTS, { nextToken: 'nonsense' })).toBeUndefined();
  });
});
