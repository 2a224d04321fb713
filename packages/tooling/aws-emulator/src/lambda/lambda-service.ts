import { setTimeout as sleep } from 'node:timers/promises';
import {
  type FunctionConfiguration,
  GetFunctionEventInvokeConfigCommand,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { limited } from '@shipbell/core/runtime';
import { retryUntilClosing, untilClosing } from '../closing.ts';
import type { Cloud } from '../cloud.ts';
import { type AsyncConfig, invokeAsync } from './async-invocation.ts';
import { queueUrl, runMapping } from './event-source-mapping.ts';
import { createFunction, type LambdaFunction } from './function.ts';
import type { RunningInvocation } from './invocation.ts';
import { isTargetQueueEmpty, openTargetQueue, pollTargetQueue } from './poll-target-queue.ts';

export interface LambdaServiceOptions {
  /** Returns the path of the zip from which the function was deployed. */
  zipOf(functionName: string): string;
  /** Environment variables for every function, in addition to its own and Lambda's. */
  readonly environment: Record<string, string>;
  /** The folder of this run, for the log of each function. */
  readonly directory: string;
  /** Called with each invocation as it begins. */
  onInvocation?(invocation: RunningInvocation): void;
}

export type { RunningInvocation };

/** The running functions. */
export interface LambdaService {
  /** Resolves when every asynchronous event so far has been handled, retries included. */
  untilIdle(): Promise<void>;
  /** Ends the warm processes, so that the next event of each function is a cold start. */
  coolDown(): void;
}

/**
 * Starts the Lambda service, which moto needs Docker for: reads which functions are deployed and runs them until the cloud
 * closes. It invokes a function asynchronously for an event of a rule or topic, and for a batch of a queue through the
 * event source mapping.
 */
export async function startLambdaService(cloud: Cloud, options: LambdaServiceOptions): Promise<LambdaService> {
  const { Functions = [] } = await cloud.clients.lambda.send(new ListFunctionsCommand({}));
  const served = await Promise.all(Functions.map((configuration) => serve(cloud, configuration, options)));
  const untilIdle = async () => {
    for (;;) {
      const idle = await Promise.all(served.map(({ isIdle }) => isIdle()));
      if (!idle.includes(false)) return;
      await sleep(IDLE_POLL_PAUSE_MS, undefined, { signal: cloud.closing });
    }
  };
  const coolDown = () => {
    for (const { lambda } of served) lambda.coolDown();
  };
  return { untilIdle, coolDown };
}

const IDLE_POLL_PAUSE_MS = 20;

/** How many asynchronous events of a function run at the same time. AWS runs up to a thousand, too many for one machine. */
const ASYNC_CONCURRENCY = 5;

async function serve(cloud: Cloud, configuration: FunctionConfiguration, options: LambdaServiceOptions) {
  const { clients, closing, timeScale } = cloud;
  const { sqs, sns } = clients;
  const { zipOf, directory, onInvocation } = options;
  const zip = zipOf(configuration.FunctionName ?? '');
  const environment = { ...cloud.environment, ...options.environment };
  const lambda = createFunction({ configuration, zip, environment, directory, closing, onInvocation });
  const config = await asyncConfig(cloud, lambda);
  const background = (work: Promise<void>) => void untilClosing(closing, work);
  const asynchronous = { ...lambda, invoke: limited(ASYNC_CONCURRENCY, lambda.invoke) };
  let running = 0;
  const invokeLater = (event: unknown) => {
    running += 1;
    background(invokeAsync(asynchronous, event, config).finally(() => (running -= 1)));
  };
  cloud.functions.set(lambda.name, { invoke: lambda.invoke, invokeLater });
  const targetQueue = await openTargetQueue(sqs, lambda);
  background(pollTargetQueue({ lambda, queueUrl: targetQueue, sqs, sns, closing, deliver: invokeLater }));
  const { EventSourceMappings = [] } = await clients.lambda.send(new ListEventSourceMappingsCommand({}));
  for (const mapping of EventSourceMappings.filter(({ FunctionArn }) => FunctionArn === lambda.arn)) {
    background(runMapping({ mapping, lambda, sqs, timeScale, closing }));
  }
  // The queue is asked first: an event counts in `running` before it leaves the queue, so it is never missed between both.
  const isIdle = async () => (await isTargetQueueEmpty(sqs, targetQueue)) && running === 0;
  return { lambda, isIdle };
}

async function asyncConfig({ clients, closing, timeScale }: Cloud, { name }: LambdaFunction): Promise<AsyncConfig> {
  const { MaximumRetryAttempts, DestinationConfig } = await clients.lambda
    .send(new GetFunctionEventInvokeConfigCommand({ FunctionName: name }))
    .catch(orNothing);
  const arn = DestinationConfig?.OnFailure?.Destination;
  const onFailure = async (record: object) => {
    const QueueUrl = await retryUntilClosing(closing, () => queueUrl(clients.sqs, arn ?? ''));
    const send = new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(record) });
    await retryUntilClosing(closing, () => clients.sqs.send(send));
  };
  return { retries: MaximumRetryAttempts ?? 2, timeScale, closing, onFailure: arn ? onFailure : undefined };
}

function orNothing(error: Error) {
  if (error.name !== 'ResourceNotFoundException') throw error;
  return { MaximumRetryAttempts: undefined, DestinationConfig: undefined };
}
