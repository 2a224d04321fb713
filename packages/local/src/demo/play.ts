import { readFile } from 'node:fs/promises';
import { CreateStateMachineCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand } from '@aws-sdk/client-sns';
import { fixtures } from '../fixtures.ts';
import { deploymentNotification } from './deployment-notification.ts';
import type { Stage } from './stage.ts';
import type { Execution, Scene } from './story.ts';

/** Lets a scene happen in AWS: as CodeDeploy's trigger would publish it, or by a state machine that really runs. */
export async function play(stage: Stage, scene: Scene): Promise<void> {
  const { cloud, topicArn } = stage;
  if ('deployment' in scene) {
    const notification = deploymentNotification(scene.deployment, cloud.region, cloud.account);
    await cloud.clients.sns.send(new PublishCommand({ TopicArn: topicArn, ...notification }));
  } else {
    await startExecution(stage, scene.execution);
  }
}

/** Starts an execution; its state machine is made when it is not there. */
export async function startExecution({ cloud }: Stage, { stateMachine, name, input }: Execution): Promise<void> {
  const { sfn } = cloud.clients;
  const definition = await readFile(fixtures(`state-machines/${stateMachine}.json`), 'utf8');
  const roleArn = `arn:aws:iam::${cloud.account}:role/${stateMachine}`;
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({ name: stateMachine, definition, roleArn }),
  );
  await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
}
