import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateStateMachineCommand, DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Cloud } from '@shipbell/aws-emulator';
import { fixtures } from '../fixtures.ts';

/** Stands only in an execution's input and the outputs that come of it, which Slack must never get. */
export const CONFIDENTIAL = 'mina@lotus.example';

/** Returns the input of a nightly execution, for which the orders come after so many seconds. */
export function night(date: string, secondsUntilOrders: number, partitions = ['orders', 'customers']) {
  return {
    date,
    requested_by: CONFIDENTIAL,
    wait: { orders: secondsUntilOrders },
    partitions,
  };
}

/** Returns the executions of the demo's last scene on a date, by what is special about them. */
export function executionsOn(date: string) {
  return {
    slow: {
      stateMachine: 'nightly-etl',
      name: `nightly-${date}`,
      input: night(date, 12, ['orders', 'customers', 'reviews', 'stock', 'returns', 'prices']),
    },
    failed: {
      stateMachine: 'billing-report',
      name: `billing-${date}`,
      input: { requested_by: CONFIDENTIAL, invoices: [1, 2, 1, 1].map((seconds) => ({ seconds })) },
    },
  } as const satisfies Record<string, Execution>;
}

/**
 * Runs what ran in the three nights before a date, before Shipbell came, so that there is a typical duration; no message
 * reports it.
 */
export async function runNightsBefore(date: string, cloud: Cloud): Promise<void> {
  const dates = [3, 2, 1].map((days) => new Date(Date.parse(date) - days * DAY_MS).toISOString().slice(0, 10));
  const nights = dates.map((day) => ({ stateMachine: 'nightly-etl', name: `nightly-${day}`, input: night(day, 0) }));
  await Promise.all(nights.map((execution) => runExecution(cloud, execution)));
}

const DAY_MS = 86_400_000;

/** An execution of a state machine from `fixtures/state-machines`. */
export interface Execution {
  readonly stateMachine: string;
  readonly name: string;
  readonly input: object;
}

/** Starts an execution and resolves with its ARN; its state machine is made when it is not there. */
export async function startExecution(cloud: Cloud, { stateMachine, name, input }: Execution): Promise<string> {
  const { sfn } = cloud.clients;
  const definition = await readFile(fixtures(`state-machines/${stateMachine}.json`), 'utf8');
  const roleArn = `arn:aws:iam::${cloud.account}:role/${stateMachine}`;
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({ name: stateMachine, definition, roleArn }),
  );
  const { executionArn = '' } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
  );
  return executionArn;
}

/** Runs an execution to its end, however it ends, and resolves with its ARN. */
export async function runExecution(cloud: Cloud, execution: Execution): Promise<string> {
  const executionArn = await startExecution(cloud, execution);
  const isRunning = async () => {
    const { status } = await cloud.clients.sfn.send(new DescribeExecutionCommand({ executionArn }));
    return status === 'RUNNING';
  };
  while (await isRunning()) await sleep(100, undefined, { signal: cloud.closing });
  return executionArn;
}
