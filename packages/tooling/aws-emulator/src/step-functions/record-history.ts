/**
 * Runs the state machine of a fixture on moto's interpreter and writes what it did beside the definition:
 *
 *   moto_server -p 5000 &
 *   node scripts/record-history.ts http://127.0.0.1:5000 fixtures/retried-and-caught.definition.json …
 *
 * gives `<case>.history.json`, as GetExecutionHistory answers, and `<case>.event.json`, the status event that moto does
 * not send. Needs moto 5.1 or newer. Ids and accounts are fixed, times are those of the run.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

const ENDED = new Set(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']);
const REGION = 'eu-west-1';
const ACCOUNT = '123456789012';

interface Execution {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly status: string;
  readonly startDate: number;
  readonly stopDate: number;
  readonly error?: string;
  readonly cause?: string;
}

const [moto = '', ...definitions] = process.argv.slice(2);

/** A call of an AWS JSON service; moto takes any signature and reads service, region and account from it. */
async function call<Output>(target: string, account: string, input: unknown): Promise<Output> {
  const response = await fetch(moto, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      'x-moto-account-id': account,
      authorization: `AWS4-HMAC-SHA256 Credential=x/20240101/${REGION}/states/aws4_request, SignedHeaders=host, Signature=x`,
    },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(`${target} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Output;
}

interface Recording {
  readonly execution: Execution;
  readonly history: { readonly events: readonly unknown[] };
}

/** Runs the definition in an account of its own, for moto runs one execution an account at a time. */
async function record(name: string, definition: string, account: string): Promise<Recording> {
  const states = <Output>(operation: string, input: unknown) =>
    call<Output>(`AWSStepFunctions.${operation}`, account, input);
  const roleArn = `arn:aws:iam::${account}:role/${name}`;
  const { stateMachineArn } = await states<Execution>('CreateStateMachine', { name, definition, roleArn });
  const { executionArn } = await states<Execution>('StartExecution', {
    stateMachineArn,
    name: 'recorded',
    input: '{}',
  });
  for (;;) {
    const execution = await states<Execution>('DescribeExecution', { executionArn });
    if (ENDED.has(execution.status)) {
      const history = await states<Recording['history']>('GetExecutionHistory', { executionArn });
      return JSON.parse(JSON.stringify({ execution, history }, withoutData).replaceAll(account, ACCOUNT));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** As AWS leaves inputs and outputs out when it is asked without them, which moto is not able to. */
function withoutData(key: string, value: unknown) {
  return ['input', 'output', 'inputDetails', 'outputDetails'].includes(key) ? undefined : value;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */
function statusEvent({ executionArn, stateMachineArn, name, status, startDate, stopDate, error, cause }: Execution) {
  return {
    version: '0',
    id: '315c1398-40ff-a850-213b-158f73e60175',
    'detail-type': 'Step Functions Execution Status Change',
    source: 'aws.states',
    account: ACCOUNT,
    time: new Date(Math.floor(stopDate) * 1_000).toISOString().replace('.000', ''),
    region: REGION,
    resources: [executionArn],
    detail: {
      executionArn,
      stateMachineArn,
      name,
      status,
      startDate: Math.round(startDate * 1_000),
      stopDate: Math.round(stopDate * 1_000),
      input: '{}',
      inputDetails: { included: true },
      output: null,
      outputDetails: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
      redriveStatusReason: status === 'SUCCEEDED' ? 'Execution is SUCCEEDED and cannot be redriven' : null,
      error: error ?? null,
      cause: cause ?? null,
    },
  };
}

function save(path: string, content: unknown) {
  return writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
}

await fetch(`${moto}/moto-api/reset`, { method: 'POST' });
await fetch(`${moto}/moto-api/config`, {
  method: 'POST',
  body: JSON.stringify({ stepfunctions: { execute_state_machine: true }, lambda: { use_docker: false } }),
});

for (const [index, path] of definitions.entries()) {
  const name = basename(path, '.definition.json');
  const account = String(100_000_000_000 + index);
  const { execution, history } = await record(name, await readFile(path, 'utf8'), account);
  await save(path.replace('.definition.', '.history.'), history);
  await save(path.replace('.definition.', '.event.'), statusEvent(execution));
  console.log(`${name}: ${execution.status}, ${history.events.length} events`);
}
