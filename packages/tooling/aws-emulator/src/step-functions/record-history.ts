/**
 * A command that runs the state machines of fixtures on moto's interpreter and writes what they did beside the definitions.
 * Needs a moto server, 5.1 or newer, which it resets. Paths count from this package:
 *
 *   moto_server -p 5000 &
 *   pnpm run record-history http://127.0.0.1:5000 ../../sfn-history-handler/fixtures/retried-and-caught.definition.json …
 *
 * writes `<case>.history.json`, as GetExecutionHistory answers, and `<case>.event.json`, the status event that moto does
 * not send. Ids and accounts are the same at every run; times are those of the run.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { configureMoto } from '../moto/moto.ts';
import { type DescribedExecution, withoutExecutionData } from './pages.ts';
import { statusChangeDetail } from './status-events.ts';

const REGION = 'eu-west-1';
const ACCOUNT = '123456789012';
const POLL_PAUSE_MS = 200;

const [moto = '', ...definitions] = process.argv.slice(2);

/** Calls Step Functions in an account of moto, which takes any signature and reads service and region from it. */
async function call<Output>(operation: string, account: string, input: object): Promise<Output> {
  const response = await fetch(moto, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AWSStepFunctions.${operation}`,
      'x-moto-account-id': account,
      authorization: `AWS4-HMAC-SHA256 Credential=x/20240101/${REGION}/states/aws4_request, SignedHeaders=host, Signature=x`,
    },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`${operation} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Output;
}

interface Recording {
  readonly execution: DescribedExecution;
  readonly history: { readonly events: readonly unknown[] };
}

/** Runs the definition in an account of its own, because moto runs one execution in an account at a time. */
async function record(name: string, definition: string, account: string): Promise<Recording> {
  const states = <Output>(operation: string, input: object) => call<Output>(operation, account, input);
  const roleArn = `arn:aws:iam::${account}:role/${name}`;
  const { stateMachineArn } = await states<DescribedExecution>('CreateStateMachine', { name, definition, roleArn });
  const start = { stateMachineArn, name: 'recorded', input: '{}' };
  const { executionArn } = await states<DescribedExecution>('StartExecution', start);
  let execution = await states<DescribedExecution>('DescribeExecution', { executionArn });
  while (execution.status === 'RUNNING') {
    await sleep(POLL_PAUSE_MS);
    execution = await states<DescribedExecution>('DescribeExecution', { executionArn });
  }
  const history = await states<Recording['history']>('GetExecutionHistory', { executionArn });
  return JSON.parse(JSON.stringify(withoutExecutionData({ execution, history })).replaceAll(account, ACCOUNT));
}

/** Returns the event with which Step Functions reports that the execution has ended. */
function statusEvent(execution: DescribedExecution): object {
  const { executionArn, startDate, stopDate = startDate } = execution;
  const dates = { startDate: toDate(startDate), stopDate: toDate(stopDate) };
  return {
    version: '0',
    id: '315c1398-40ff-a850-213b-158f73e60175',
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account: ACCOUNT,
    time: new Date(Math.floor(stopDate) * 1_000).toISOString().replace('.000', ''),
    region: REGION,
    resources: [executionArn],
    detail: statusChangeDetail({ ...execution, ...dates, input: '{}' }),
  };
}

function toDate(epochSeconds: number): Date {
  return new Date(Math.round(epochSeconds * 1_000));
}

function save(path: string, content: object): Promise<void> {
  return writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
}

await fetch(`${moto}/moto-api/reset`, { method: 'POST' });
await configureMoto(moto);

for (const [index, path] of definitions.entries()) {
  const name = basename(path, '.definition.json');
  const account = String(100_000_000_000 + index);
  const { execution, history } = await record(name, await readFile(path, 'utf8'), account);
  await save(path.replace('.definition.', '.history.'), history);
  await save(path.replace('.definition.', '.event.'), statusEvent(execution));
  console.log(`${name}: ${execution.status}, ${history.events.length} events`);
}
