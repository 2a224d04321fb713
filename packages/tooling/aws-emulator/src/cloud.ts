import { awsClients, awsEnvironment, type Clients } from './clients.ts';
import { untilClosing } from './closing.ts';
import { createDeveloperTools, type DeveloperTools } from './developer-tools/developer-tools.ts';
import { type DeniedActions, type FunctionCall, withAccess, withCallLog } from './gateway/function-calls.ts';
import { type AwsRequest, type Service, startGateway } from './gateway/gateway.ts';
import type { HttpResponse } from './gateway/http.ts';
import { operationService } from './gateway/operations.ts';
import { type Invocable, invokeService } from './lambda/invoke-service.ts';
import { functionLogService } from './lambda/log-service.ts';
import { motoService, startMoto } from './moto/moto.ts';
import { eventRuleService, topicService } from './moto/target-queues.ts';
import { queueService } from './sqs/queues.ts';
import { stateMachineService } from './step-functions/state-machines.ts';
import { watchExecution } from './step-functions/status-events.ts';

/** An AWS on this machine, for one region. */
export interface Cloud {
  readonly endpointUrl: string;
  readonly region: string;
  readonly account: string;
  /** The environment variables with which any AWS client uses this cloud. */
  readonly environment: Record<string, string>;
  readonly clients: Clients;
  /** How many seconds one second of Lambda's and SQS's waiting lasts here. */
  readonly timeScale: number;
  /** CodePipeline and CodeDeploy: the gateway answers their reads, and here a test makes things happen in them. */
  readonly developerTools: DeveloperTools;
  /** The functions that Lambda's API invokes, by name. Empty until `startLambdaService` has put them here. */
  readonly functions: Map<string, Invocable>;
  /** The IAM actions that are denied to every function as long as they are in this set. */
  readonly denied: DeniedActions;
  /** Every call of a function to AWS, in order. */
  readonly calls: readonly FunctionCall[];
  /** Aborted when the cloud closes. */
  readonly closing: AbortSignal;
  close(): Promise<void>;
}

export interface CloudOptions {
  readonly region: string;
  readonly timeScale: number;
  /** The folder of this run, for logs. */
  readonly directory: string;
  /** Prints a line on what is being done. */
  progress(line: string): void;
  /** Aborts the start, and later all work in the background. */
  readonly stopping: AbortSignal;
  /** Handles every request in place of the services: it may call `answer`, answer itself, or lose an answer. */
  interfere?(request: AwsRequest, answer: Service): Promise<HttpResponse>;
}

/** Starts moto, and the gateway with the services that moto lacks. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { region, timeScale, directory, progress, stopping } = options;
  const { interfere = (request, answer) => answer(request) } = options;
  const server = await startMoto(directory, progress, stopping);
  const { account } = server;
  const moto = motoService(server, account);
  const denied: DeniedActions = new Set();
  const calls: FunctionCall[] = [];
  const functions = new Map<string, Invocable>();
  const closer = new AbortController();
  const closing = AbortSignal.any([closer.signal, stopping]);

  const services: Record<string, Service> = {};
  const answer: Service = (request) => withAccess(denied, services[request.service] ?? moto)(request);
  const gateway = await startGateway(withCallLog(calls, (request) => interfere(request, answer)));
  const clients = awsClients(gateway.url, region);
  const started = (executionArn: string) => untilClosing(closing, watchExecution(clients, executionArn, closing));
  const developerTools = createDeveloperTools({ account, region });
  services.codedeploy = operationService(developerTools.codedeploy.operations, moto);
  services.codepipeline = operationService(developerTools.codepipeline.operations, moto);
  services.events = eventRuleService(moto);
  services.lambda = invokeService(functions, account, moto);
  services.logs = functionLogService(directory, moto);
  services.sns = topicService(moto);
  services.sqs = queueService({ account, moto, timeScale, closing });
  services.states = stateMachineService({ account, moto: (own) => motoService(server, own), started });

  return {
    endpointUrl: gateway.url,
    region,
    account,
    environment: awsEnvironment(gateway.url, region),
    clients,
    timeScale,
    developerTools,
    functions,
    denied,
    calls,
    closing,
    close: async () => {
      closer.abort();
      await Promise.all([gateway.close(), server.stop()]);
    },
  };
}
