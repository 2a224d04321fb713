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
import { isTargetQueueEmpty, openTargetQueue, pollTargetQueue } from './target-queue.ts';

export interface LambdaServiceOptions {
  /** Path of the zip that a function was deployed from. */
  zipOf(functionName: string): string;
  /** Environment variables for every function, beside its own and Lambda's. */
  readonly environment: Record<string, string>;
  /** A run's own folder: a log for each function. */
  readonly directory: string;
  /** Told of each invocation as it begins. */
  onInvocation?(invocation: RunningInvocation): void;
}

export type { RunningInvocation };

/** The functions at work. */
export interface LambdaService {
  /** Resolves when all that has been sent asynchronously so far has been handled, retries included. */
  untilIdle(): Promise<void>;
  /** Lets each function begin with a cold start at its next event: nothing that it remembers is left. */
  coolDown(): void;
}

/**
 * Plays Lambda, which moto cannot do without Docker: reads what was deployed and runs it until the cloud closes. An
 * event of a rule or topic is invoked asynchronously, a batch of a queue by its event source mapping.
 */
export async function startLambdaService(cloud: Cloud, options: LambdaServiceOptions): Promise<LambdaService> {
  const { Functions = [] } = await cloud.clients.lambda.send(new ListFunctionsCommand({}));
  const served = await Promise.all(Functions.map((configuration) => serve(cloud, configuration, options)));
  const untilIdle = async () => {
    for (;;) {
      const idle = await Promise.all(served.map(({ isIdle }) => isIdle()));
      if (!idle.includes(false)) return;
      await sleep(20, undefined, { signal: cloud.closing });
    }
  };
  const coolDown = () => {
    for (const { lambda } of served) lambda.coolDown();
  };
  return { untilIdle, coolDown };
}

/** Asynchronous events of a function that run side by side, as with reserved concurrency; a machine holds no thousand. */
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
  const tap = await openTargetQueue(sqs, lambda);
  background(pollTargetQueue({ lambda, queueUrl: tap, sqs, sns, closing, deliver: invokeLater }));
  const { EventSourceMappings = [] } = await clients.lambda.send(new ListEventSourceMappingsCommand({}));
  for (const mapping of EventSourceMappings.filter(({ FunctionArn }) => FunctionArn === lambda.arn)) {
    background(runMapping({ mapping, lambda, sqs, timeScale, closing }));
  }
  // In this order: an event leaves the tap when it counts as running, though it may have to wait its turn.
  const isIdle = async () => (await isTargetQueueEmpty(sqs, tap)) && running === 0;
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
