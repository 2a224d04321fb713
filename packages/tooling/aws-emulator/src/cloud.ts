import { awsClients, awsEnvironment, type Clients } from './clients.ts';
import { untilClosing } from './closing.ts';
import { createDeveloperTools, type DeveloperTools } from './developer-tools/developer-tools.ts';
import { type DeniedActions, type FunctionCall, withAccess, withCallLog } from './gateway/function-calls.ts';
import { type AwsRequest, type Service, startGateway } from './gateway/gateway.ts';
import type { HttpResponse } from './gateway/http.ts';
import { operationService } from './gateway/operations.ts';
import { type Invocable, invokeService } from './lambda/invoke-service.ts';
import { motoService, startMoto } from './moto/moto.ts';
import { eventRuleService, topicService } from './moto/target-queues.ts';
import { queueService } from './sqs/queues.ts';
import { stateMachineService } from './step-functions/state-machines.ts';
import { watchExecution } from './step-functions/status-events.ts';

/** A whole AWS on this machine, for one region. */
export interface Cloud {
  readonly endpointUrl: string;
  readonly region: string;
  readonly account: string;
  /** Environment variables that point any AWS client at this cloud. */
  readonly environment: Record<string, string>;
  readonly clients: Clients;
  /** How long one second of Lambda's and SQS's waiting lasts here, in seconds. */
  readonly timeScale: number;
  /** CodePipeline and CodeDeploy, which are asked through the gateway and directed here. */
  readonly developerTools: DeveloperTools;
  /** The functions that Lambda's API invokes, by name; empty until somebody plays Lambda. */
  readonly functions: Map<string, Invocable>;
  /** IAM actions that are refused as long as they stand here. */
  readonly denied: DeniedActions;
  /** All that functions have asked of AWS, in order. */
  readonly calls: readonly FunctionCall[];
  /** Aborted when the cloud closes. */
  readonly closing: AbortSignal;
  close(): Promise<void>;
}

export interface CloudOptions {
  readonly region: string;
  readonly timeScale: number;
  /** A run's own folder, for logs. */
  readonly directory: string;
  progress(line: string): void;
  /** Ends the start, and later all work in the background, at once. */
  readonly stopping: AbortSignal;
  /** Stands before all services: may answer in their place, or lose an answer. */
  interfere?(request: AwsRequest, answer: Service): Promise<HttpResponse>;
}

/** Starts moto and the gateway in front of it. */
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
