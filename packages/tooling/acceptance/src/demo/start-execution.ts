import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateStateMachineCommand, DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Cloud } from '@shipbell/aws-emulator';
import { fixtures } from '../fixtures.ts';

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

/** Runs an execution to its end, however it ends. */
export async function runExecution(cloud: Cloud, execution: Execution): Promise<void> {
  const executionArn = await startExecution(cloud, execution);
  const isRunning = async () => {
    const { status } = await cloud.clients.sfn.send(new DescribeExecutionCommand({ executionArn }));
    return status === 'RUNNING';
  };
  while (await isRunning()) await sleep(100, undefined, { signal: cloud.closing });
}
