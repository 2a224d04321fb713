import { readFile } from 'node:fs/promises';
import { CreateStateMachineCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Cloud } from '../cloud/cloud.ts';
import { fixtures } from '../fixtures.ts';

/** An execution of a state machine from `fixtures/state-machines`. */
export interface Execution {
  stateMachine: string;
  name: string;
  input: object;
}

/** Starts an execution; its state machine is made when it is not there. */
export async function startExecution(cloud: Cloud, { stateMachine, name, input }: Execution): Promise<void> {
  const { sfn } = cloud.clients;
  const definition = await readFile(fixtures(`state-machines/${stateMachine}.json`), 'utf8');
  const roleArn = `arn:aws:iam::${cloud.account}:role/${stateMachine}`;
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({ name: stateMachine, definition, roleArn }),
  );
  await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
}
