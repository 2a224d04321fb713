import {
  type FunctionConfiguration,
  GetFunctionEventInvokeConfigCommand,
  ListEventSourceMappingsCommand,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type Cloud, untilClosing } from '../cloud.ts';
import { queueUrl } from '../queue-url.ts';
import { type AsyncConfig, invokeAsync } from './async-invocation.ts';
import { runMapping } from './event-source-mapping.ts';
import { createFunction, type LambdaFunction } from './function.ts';
import { runTap } from './tap.ts';

export interface LambdaServiceOptions {
  /** Path of the zip that a function was deployed from. */
  zipOf(functionName: string): string;
  /** Environment variables for every function, beside its own and Lambda's. */
  environment: Record<string, string>;
  /** A run's own folder: a log for each function. */
  directory: string;
}

/**
 * Plays Lambda, which moto cannot do without Docker: reads what was deployed and runs it until the cloud closes. An
 * event of a rule or topic is invoked asynchronously, a batch of a queue by its event source mapping.
 */
export async function startLambdaService(cloud: Cloud, options: LambdaServiceOptions): Promise<void> {
  const { Functions = [] } = await cloud.clients.lambda.send(new ListFunctionsCommand({}));
  await Promise.all(Functions.map((configuration) => serve(cloud, configuration, options)));
}

async function serve(cloud: Cloud, configuration: FunctionConfiguration, options: LambdaServiceOptions) {
  const { clients, closing, timeScale } = cloud;
  const { sqs, sns } = clients;
  const { zipOf, directory } = options;
  const zip = zipOf(configuration.FunctionName ?? '');
  const environment = { ...cloud.environment, ...options.environment };
  const lambda = createFunction({ configuration, zip, environment, directory, closing });
  const config = await asyncConfig(cloud, lambda);
  const background = (work: Promise<void>) => void untilClosing(closing, work);
  background(runTap({ lambda, sqs, sns, closing, deliver: (event) => background(invokeAsync(lambda, event, config)) }));
  const { EventSourceMappings = [] } = await clients.lambda.send(new ListEventSourceMappingsCommand({}));
  for (const mapping of EventSourceMappings.filter(({ FunctionArn }) => FunctionArn === lambda.arn)) {
    background(runMapping({ mapping, lambda, sqs, timeScale, closing }));
  }
}

async function asyncConfig({ clients, closing, timeScale }: Cloud, { name }: LambdaFunction): Promise<AsyncConfig> {
  const { MaximumRetryAttempts, DestinationConfig } = await clients.lambda
    .send(new GetFunctionEventInvokeConfigCommand({ FunctionName: name }))
    .catch(orNothing);
  const arn = DestinationConfig?.OnFailure?.Destination;
  const onFailure = async (record: object) => {
    const QueueUrl = await queueUrl(clients.sqs, arn ?? '');
    await clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(record) }));
  };
  return { retries: MaximumRetryAttempts ?? 2, timeScale, closing, onFailure: arn ? onFailure : undefined };
}

function orNothing(error: Error) {
  if (error.name !== 'ResourceNotFoundException') throw error;
  return { MaximumRetryAttempts: undefined, DestinationConfig: undefined };
}
