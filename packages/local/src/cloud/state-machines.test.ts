import { describe, expect, it } from 'vitest';
import { stateMachineService } from './state-machines.ts';
import { awsRequest, stubService } from './testing/stub-service.ts';

const ACCOUNT = '123456789012';
const STATE_MACHINE = `arn:aws:states:ap-northeast-2:${ACCOUNT}:stateMachine:etl`;
const EXECUTION = `arn:aws:states:ap-northeast-2:${ACCOUNT}:execution:etl:run-1`;

/** Moto with one state machine, which answers from the account that it is asked in. */
function motoAccounts() {
  const asked: { account: string; operation: string; body: string }[] = [];
  const moto = (account: string) =>
    stubService(({ operation, body }) => {
      asked.push({ account, operation, body: body.toString() });
      const execution = `arn:aws:states:ap-northeast-2:${account}:execution:etl:run-1`;
      if (operation === 'StartExecution') return JSON.stringify({ executionArn: execution });
      if (operation === 'GetExecutionHistory') return JSON.stringify({ events: [{ id: 1 }, { id: 2 }] });
      return JSON.stringify({ name: 'etl', definition: '{}', roleArn: `arn:aws:iam::${account}:role/etl`, execution });
    }).service;
  return { moto, asked };
}

function start() {
  const { moto, asked } = motoAccounts();
  const started: string[] = [];
  const service = stateMachineService({ account: ACCOUNT, moto, started: (arn) => started.push(arn) });
  const run = () => service(awsRequest('StartExecution', { stateMachineArn: STATE_MACHINE, name: 'run-1' }));
  return { service, asked, started, run };
}

describe('stateMachineService', () => {
  it('runs every execution in an account of its own and shows it in ours', async () => {
    const { asked, started, run } = start();
    expect(await run()).toMatchObject({ body: JSON.stringify({ executionArn: EXECUTION }) });
    await run();
    const homes = asked.filter(({ operation }) => operation === 'StartExecution').map(({ account }) => account);
    expect(new Set([...homes, ACCOUNT]).size).toBe(3);
    expect(started).toEqual([EXECUTION, EXECUTION]);
  });

  it('asks for an execution where it runs', async () => {
    const { service, asked, run } = start();
    await run();
    const response = await service(awsRequest('DescribeExecution', { executionArn: EXECUTION }));
    expect(response.body).toContain(EXECUTION);
    const home = asked.find(({ operation }) => operation === 'StartExecution')?.account;
    expect(asked.at(-1)).toMatchObject({ account: home, body: expect.stringContaining(`:${home}:execution:`) });
  });

  it('gives a history by pages, and refuses a token that it did not give', async () => {
    const { service, run } = start();
    await run();
    const page = await service(awsRequest('GetExecutionHistory', { executionArn: EXECUTION, maxResults: 1 }));
    const { events, nextToken } = JSON.parse(page.body.toString());
    expect(events).toEqual([{ id: 1 }]);
    const last = await service(
      awsRequest('GetExecutionHistory', { executionArn: EXECUTION, maxResults: 1, nextToken }),
    );
    expect(JSON.parse(last.body.toString())).toEqual({ events: [{ id: 2 }] });
    const wrong = await service(awsRequest('GetExecutionHistory', { executionArn: EXECUTION, nextToken: 'wrong' }));
    expect(wrong).toMatchObject({ status: 400, body: expect.stringContaining('InvalidToken') });
  });
});
