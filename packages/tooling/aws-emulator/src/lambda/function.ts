import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { unzipSync } from 'fflate';
import { type ExecutionEnvironment, environmentPool } from './execution-environment.ts';
import type { InvocationContext, Reply, RunningInvocation } from './invocation.ts';
import { logFile } from './log-service.ts';

/** A deployed function that can be invoked. */
export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  /** In seconds: an invocation that takes longer is ended. */
  readonly timeout: number;
  /** Runs the function once. The request id names the invocation in the log; retries have the same. */
  invoke(event: unknown, requestId?: string): Promise<Reply>;
}

/** A function whose processes run on this machine. */
export interface RunningFunction extends LambdaFunction {
  /** Ends the warm processes, so that the next invocation is a cold start. */
  coolDown(): void;
}

interface FunctionOptions {
  /** The function as Lambda's API shows it, with the environment variables. */
  readonly configuration: FunctionConfiguration;
  /** The path of the zip that was deployed. */
  readonly zip: string;
  /** Environment variables that Lambda would set, or with which the function uses this cloud. */
  readonly environment: Record<string, string>;
  /** The folder of this run, for the code and the log. */
  readonly directory: string;
  readonly closing: AbortSignal;
  /** Called with each invocation as it begins. */
  readonly onInvocation?: ((invocation: RunningInvocation) => void) | undefined;
}

/** Unpacks a function and returns it. Throws when the zip is not the one that was deployed. */
export function createFunction({
  configuration,
  zip,
  environment,
  directory,
  closing,
  onInvocation,
}: FunctionOptions): RunningFunction {
  const { FunctionName: name = '', FunctionArn: arn = '', Timeout: timeout = 3, MemorySize = 128 } = configuration;
  const code = unpack(zip, join(directory, 'functions', name), configuration.CodeSha256);
  const log = openSync(logFile(directory, name), 'a');
  const logs = {
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: `local/[$LATEST]${randomUUID().replaceAll('-', '')}`,
  };
  const context = {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(MemorySize),
    ...logs,
    callbackWaitsForEmptyEventLoop: true,
  };
  const variables = {
    ...configuration.Environment?.Variables,
    ...environment,
    ...ownVariables(configuration, code, logs),
  };
  const environments = environmentPool(variables, log, closing);
  const invoke = async (event: unknown, requestId: string = randomUUID()): Promise<Reply> => {
    const environment = environments.take();
    const begin = Date.now();
    writeSync(log, `START RequestId: ${requestId} Version: $LATEST\n`);
    const answer = environment.invoke(event, { ...context, awsRequestId: requestId }, timeout);
    onInvocation?.({ functionName: name, event, ...watched(environment, answer) });
    const reply = await answer;
    environments.keep(environment);
    if ('error' in reply) writeSync(log, `ERROR RequestId: ${requestId} ${JSON.stringify(reply.error)}\n`);
    writeSync(log, `END RequestId: ${requestId}\nREPORT RequestId: ${requestId}\tDuration: ${Date.now() - begin} ms\n`);
    return reply;
  };
  return { name, arn, timeout, invoke, coolDown: environments.empty };
}

/** Returns the variables that Lambda sets: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
function ownVariables(
  { FunctionName: name = '', Handler = '', Runtime, MemorySize = 128 }: FunctionConfiguration,
  code: string,
  { logGroupName, logStreamName }: Pick<InvocationContext, 'logGroupName' | 'logStreamName'>,
): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: name,
    _HANDLER: Handler,
    LAMBDA_TASK_ROOT: code,
    AWS_EXECUTION_ENV: `AWS_Lambda_${Runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}

/** Returns a `crash` that does nothing once the reply has come, for by then the environment may run another event. */
function watched(environment: ExecutionEnvironment, reply: Promise<Reply>): Pick<RunningInvocation, 'crash' | 'reply'> {
  let isOver = false;
  const over = reply.finally(() => {
    isOver = true;
  });
  const crash = () => {
    if (!isOver) environment.kill();
  };
  return { crash, reply: over };
}

function unpack(zip: string, directory: string, deployedSha256: string | undefined): string {
  const content = readFileSync(zip);
  if (createHash('sha256').update(content).digest('base64') !== deployedSha256) {
    throw new Error(`${zip} is not what was deployed: it was built again. Apply once more.`);
  }
  mkdirSync(directory, { recursive: true });
  for (const [path, file] of Object.entries(unzipSync(content))) writeFileSync(join(directory, path), file);
  return directory;
}
