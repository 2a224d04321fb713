import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { ENVIRONMENT, type Stage } from '../stage.ts';
import type { Probe } from './probe.ts';
import { type Ended, runScript } from './run-script.ts';

/** Returns what a test of redrive does with the dead-letter queues of a stage, and sees of them. */
export function createRedriveProbe(stage: () => Stage, probe: () => Probe) {
  const redrive = (...answers: string[]): Promise<Ended> =>
    runScript('redrive', [ENVIRONMENT], stage().cloud.environment, answers);

  /** Returns how many messages a dead-letter queue holds, visible or in flight. */
  const count = async (key: string): Promise<number> => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes = {} } = await stage().cloud.clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: stage().deadLetterQueueUrls[key], AttributeNames: [...names] }),
    );
    return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
  };

  /** Puts a message into a dead-letter queue whose service never fails to deliver on the emulator. */
  const leave = async (key: string, content: object, attributes: Record<string, string> = {}): Promise<void> => {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    );
    const QueueUrl = stage().deadLetterQueueUrls[key];
    await stage().cloud.clients.sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(content), MessageAttributes }),
    );
  };

  /** Empties all dead-letter queues. */
  const drain = async (): Promise<void> => {
    for (const key of Object.keys(stage().deadLetterQueueUrls)) await probe().takeDeadLettered(key);
  };

  return { redrive, count, leave, drain };
}
