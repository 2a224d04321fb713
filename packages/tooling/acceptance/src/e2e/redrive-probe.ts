import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { ENVIRONMENT, type Stage } from '../stage.ts';
import type { Probe } from './probe.ts';

const SCRIPT = createRequire(import.meta.url).resolve('@shipbell/operations/redrive');

export interface Ended {
  readonly status: number | null;
  readonly output: string;
}

/** Runs redrive as `scripts/redrive` does, with these answers on its standard input, and resolves when it has ended. */
export async function runRedrive(
  args: readonly string[],
  environment: Record<string, string>,
  answers: readonly string[] = [],
): Promise<Ended> {
  const child = startRedrive(args, environment);
  child.stdin.end(answers.map((answer) => `${answer}\n`).join(''));
  const [[status], ...output] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  return { status, output: output.join('') };
}

/** Starts redrive and leaves its input open: whoever starts it ends it. */
export function startRedrive(args: readonly string[], environment: Record<string, string>) {
  // Nothing of this process's own environment, where there may be other credentials.
  return spawn(process.execPath, [SCRIPT, ...args], { env: environment });
}

/** Returns what a test of redrive does with the dead-letter queues of a stage, and sees of them. */
export function createRedriveProbe(stage: () => Stage, probe: () => Probe) {
  const redrive = (...answers: string[]): Promise<Ended> =>
    runRedrive([ENVIRONMENT], stage().cloud.environment, answers);

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
