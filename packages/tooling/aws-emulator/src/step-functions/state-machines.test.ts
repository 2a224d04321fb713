import { describe, expect, it } from 'vitest';
import { awsRequest, stubService } from '../testing/stub-service.ts';
import { stateMachineService } from './state-machines.ts';

const ACCOUNT = '123456789012';
const STATE_MACHINE = `arn:aws:states:ap-northeast-2:${ACCOUNT}:stateMachine:etl`;
const EXECUTION = `arn:aws:states:ap-northeast-2:${ACCOUNT}:execution:etl:run-1`;

/** Returns a moto with one state machine, which answers from the account in which it is asked. */
function motoAccounts() {
  const asked: { account: string; operation: string; body: string }[] = [];
  const moto = (account: string) =>
    stubService(({ operation, body }) => {
      asked.push({ account, operation, body: body.toString() });
      const { name = 'run-1', stateMachineArn } = JSON.parse(body.toString());
      const execution = `arn:aws:states:ap-northeast-2:${account}:execution:etl:${name}`;
      if (operation === 'StartExecution') return JSON.stringify({ executionArn: execution });
      if (operation === 'GetExecutionHistory') return JSON.stringify({ events: [{ id: 1 }, { id: 2 }] });
      if (operation === 'DescribeExecution')
        return JSON.stringify({ ...JSON.parse(body.toString()), startDate: asked.length, status: 'SUCCEEDED' });
      const roleArn = `arn:aws:iam::${account}:role/etl`;
      return JSON.stringify({ name: 'etl', definition: '{}', roleArn, stateMachineArn, account });
    }).service;
  return { moto, asked };
}

function start() {
  const { moto, asked } = motoAccounts();
  const started: string[] = [];
  const service = stateMachineService({ account: ACCOUNT, moto, started: (arn) => started.push(arn) });
  const run = (name = 'run-1', stateMachineArn = STATE_MACHINE) =>
    service(awsRequest('StartExecution', { stateMachineArn, name }));
  return { service, asked, started, run };
}

describe('stateMachineService', () => {
  it('runs every execution in an account of its own and shows it in the account of the cloud', async () => {
    const { asked, started, run } = start();
    expect(await run()).toMatchObject({ body: JSON.stringify({ executionArn: EXECUTION }) });
    await run();
    const homes = asked.filter(({ operation }) => operation === 'StartExecution').map(({ account }) => account);
    expect(new Set([...homes, ACCOUNT]).size).toBe(3);
    expect(started).toEqual([EXECUTION, EXECUTION]);
  });

  it('describes an execution in the account where it runs', async () => {
    const { service, asked, run } = start();
    await run();
    const response = await service(awsRequest('DescribeExecution', { executionArn: EXECUTION }));
    expect(response.body).toContain(EXECUTION);
    const home = asked.find(({ operation }) => operation === 'StartExecution')?.account;
    expect(asked.at(-1)).toMatchObject({ account: home, body: expect.stringContaining(`:${home}:execution:`) });
  });

  it('reads a history from moto once for pages that are asked for at the same time, and again for later ones', async () => {
    const { service, asked, run } = start();
    await run();
    const page = (reverseOrder: boolean) =>
      service(awsRequest('GetExecutionHistory', { executionArn: EXECUTION, maxResults: 1, reverseOrder }));
    const ends = await Promise.all([page(false), page(true)]);
    expect(ends.map(({ body }) => JSON.parse(body.toString()).events)).toEqual([[{ id: 1 }], [{ id: 2 }]]);
    const asks = () => asked.filter(({ operation }) => operation === 'GetExecutionHistory').length;
    expect(asks()).toBe(1);
    await page(false);
    expect(asks()).toBe(2);
  });

  it('gives a history page by page, and refuses a token that it did not give', async () => {
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

  it('lists the executions of one state machine, in whichever account they run', async () => {
    const { service, run } = start();
    await run('run-1');
    await run('run-2');
    await run('run-3', `${STATE_MACHINE}-of-others`);
    const response = await service(awsRequest('ListExecutions', { stateMachineArn: STATE_MACHINE, maxResults: 25 }));
    expect(JSON.parse(response.body.toString()).executions).toMatchObject([
      { executionArn: EXECUTION.replace('run-1', 'run-2'), status: 'SUCCEEDED', redriveCount: 0 },
      { executionArn: EXECUTION, status: 'SUCCEEDED', redriveCount: 0 },
    ]);
  });

  it('describes a map run in the account where its execution ran', async () => {
    const { service, asked, run } = start();
    await run();
    await service(awsRequest('DescribeMapRun', { mapRunArn: `${STATE_MACHINE}/Load:1` }));
    const home = asked.find(({ operation }) => operation === 'StartExecution')?.account;
    expect(asked.at(-1)).toMatchObject({ operation: 'DescribeMapRun', account: home });
  });

  it('refuses to describe a map run when no execution has run', async () => {
    const response = await start().service(awsRequest('DescribeMapRun', { mapRunArn: `${STATE_MACHINE}/Load:1` }));
    expect(response).toMatchObject({ status: 400, body: expect.stringContaining('ResourceNotFound') });
  });

  it('refuses a page of more than a thousand', async () => {
    const { service, run } = start();
    await run();
    const ask = (maxResults: number) =>
      service(awsRequest('GetExecutionHistory', { executionArn: EXECUTION, maxResults }));
    expect(await ask(1_000)).toMatchObject({ status: 200 });
    expect(await ask(1_001)).toMatchObject({ status: 400, body: expect.stringContaining('maxResults') });
  });
});
