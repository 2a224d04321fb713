import { randomUUID } from 'node:crypto';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { type CallFault, fakeSqs, type PutMessage, withFault } from '@shipbell/testing';
import { namesOf } from '../names.ts';
import { deadLetterQueues } from '../redrive/dead-letter-queues.ts';
import { type RedriveDependencies, redrive } from '../redrive/redrive.ts';

export interface Call {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

interface Options {
  /** The queues of the environment that exist; all of them where it is left out. */
  readonly queues?: readonly string[];
  /** Decides how a call ends, and how long it takes. */
  readonly onCall?: (
    call: Call,
    index: number,
  ) => { readonly fault?: CallFault; readonly takesMs?: number } | undefined;
  /** Lets a message that is redriven to the sender's queue come to the dead-letter queue again at once. */
  readonly failsAgain?: boolean;
}

const names = namesOf('dev');
export const MESSAGES = names.undelivered_messages;
export const QUEUE = names.slack_queue;
export const RULE = names.undelivered_execution_events;
export const FAILED = names.failed_deployment_events;
export const NAMES = [...deadLetterQueues('dev').map(({ name }) => name), QUEUE];

/** Returns an AWS in memory with the environment dev, and somebody at the terminal. */
export function setUpRedrive({ queues = NAMES, onCall, failsAgain = false }: Options = {}) {
  let time = Date.parse('2024-11-01T06:00:00Z');
  const calls: Call[] = [];
  const stopping = new AbortController();
  const intercept = (name: string, input: Record<string, unknown>): CallFault => {
    const call = { name, input };
    const { fault, takesMs = 20 } = onCall?.(call, calls.length) ?? {};
    calls.push(call);
    time += takesMs;
    return fault;
  };
  const now = () => time;
  const cloud = fakeSqs({
    queues,
    now,
    onCall: intercept,
    onSent: (queue, { body, attributes }) => {
      if (queue === QUEUE && failsAgain) cloud.put(MESSAGES, deadLettered(body, 'destination_refused', attributes));
    },
  });
  const invoked: { function: string; event: unknown }[] = [];
  const lambda = {
    send: async ({ input }: { input: { FunctionName: string; InvocationType: string; Payload: string } }) =>
      withFault(intercept('InvokeCommand', { ...input }), () => {
        if (input.InvocationType !== 'Event') throw new Error('a synchronous invocation');
        return invoked.push({ function: input.FunctionName, event: JSON.parse(input.Payload) });
      }),
  };
  /**
   * Runs the command with the answers of somebody at the terminal; `screen` holds the questions and everything else
   * that was shown.
   */
  const run = async (...answers: (string | (() => string))[]) => {
    const screen: string[] = [];
    const dependencies: RedriveDependencies = {
      environment: 'dev',
      sqs: cloud.sqs,
      lambda: lambda as unknown as Pick<LambdaClient, 'send'>,
      say: (text) => screen.push(text),
      ask: async (question) => {
        screen.push(question);
        const answer = answers.shift();
        return typeof answer === 'function' ? answer() : answer;
      },
      now,
      stopping: stopping.signal,
    };
    const complete = await redrive(dependencies);
    return { complete, screen: screen.join('\n') };
  };
  return {
    ...cloud,
    calls,
    invoked,
    run,
    stop: () => stopping.abort(),
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    /** Returns the bodies of what lies in a queue. */
    bodies: (name: string): string[] => cloud.messages(name).map(({ body }) => body),
  };
}

/** Returns a message for Slack as the sender dead-letters it; without a reason, as SQS moves it itself. */
export function deadLettered(
  body: string,
  reason?: string,
  attributes: PutMessage['attributes'] = slackAttributes(),
  group = reason === undefined ? 'dev/default' : randomUUID(),
): PutMessage {
  return {
    body,
    group,
    attributes: {
      ...attributes,
      ...(reason !== undefined && { REASON: text(reason), DETAIL: text('404 no_service') }),
    },
  };
}

/** Returns an attribute with a text. */
export function text(StringValue: string) {
  return { DataType: 'String', StringValue };
}

/** Returns the attributes of a message for Slack. */
export function slackAttributes(destination = 'default', env = 'dev') {
  return {
    ENV: text(env),
    DESTINATION: text(destination),
  };
}

/** Returns the body of a Slack message with this headline. */
export function slackMessage(headline: string): string {
  return JSON.stringify({ text: headline });
}
