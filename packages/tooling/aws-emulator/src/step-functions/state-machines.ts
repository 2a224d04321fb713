import { randomInt, randomUUID } from 'node:crypto';
import { type AwsRequest, awsError, jsonResponse, type Service } from '../gateway/gateway.ts';
import type { HttpResponse } from '../gateway/http.ts';
import { type DescribedExecution, executionPage, historyPage } from './pages.ts';

interface StateMachineOptions {
  readonly account: string;
  /** Moto as seen by an account. */
  moto(account: string): Service;
  /** Told of every execution that has been started. */
  started(executionArn: string): void;
}

/** Where an execution runs in moto, and what of. */
interface Home {
  readonly own: string;
  readonly stateMachineArn: string;
}

/** The most that may be asked for at once, by all that gives pages. */
const LARGEST_PAGE = 1_000;

/**
 * Step Functions, by moto's interpreter, which can run one execution in an account: the copy that it makes of the
 * state machine fails once another execution holds a lock. So each execution gets an account of its own in moto, with
 * a copy of its state machine, and the gateway shows all of them in the cloud's account. Moto also ignores how much
 * of a history was asked for.
 */
export function stateMachineService({ account, moto, started }: StateMachineOptions): Service {
  const homes = new Map<string, Home>();
  const home = moto(account);
  const wholeHistory = sharedHistories();

  const inAccount = async (own: string, request: AwsRequest): Promise<HttpResponse> => {
    const body = Buffer.from(request.body.toString().replaceAll(`:${account}:`, `:${own}:`));
    const response = await moto(own)({ ...request, body });
    return { ...response, body: response.body.toString().replaceAll(`:${own}:`, `:${account}:`) };
  };

  const ofExecution = (request: AwsRequest): Promise<HttpResponse> =>
    inAccount(homes.get(inputOf(request).executionArn)?.own ?? account, request);

  const start = async (request: AwsRequest): Promise<HttpResponse> => {
    const input = inputOf(request);
    const stateMachine = await home(call(request, 'DescribeStateMachine', { stateMachineArn: input.stateMachineArn }));
    if (stateMachine.status !== 200) return stateMachine;
    const own = String(randomInt(1e11, 1e12));
    const { name, definition, roleArn, type, stateMachineArn } = outputOf(stateMachine);
    await inAccount(own, call(request, 'CreateStateMachine', { name, definition, roleArn, type }));
    const response = await inAccount(own, call(request, 'StartExecution', { name: randomUUID(), ...input }));
    if (response.status === 200) {
      const { executionArn } = outputOf(response);
      homes.set(executionArn, { own, stateMachineArn });
      started(executionArn);
    }
    return response;
  };

  const history = async (request: AwsRequest): Promise<HttpResponse> => {
    const input = inputOf(request);
    const whole = await wholeHistory(input.executionArn, () => ofExecution(request));
    return Array.isArray(whole) ? paged(historyPage(whole, input)) : whole;
  };

  const list = async (request: AwsRequest): Promise<HttpResponse> => {
    const input = inputOf(request);
    const stateMachine = await home(call(request, 'DescribeStateMachine', { stateMachineArn: input.stateMachineArn }));
    if (stateMachine.status !== 200) return stateMachine;
    const { stateMachineArn } = outputOf(stateMachine);
    const described = [...homes]
      .filter(([, of]) => of.stateMachineArn === stateMachineArn)
      .map(([executionArn, { own }]) => inAccount(own, call(request, 'DescribeExecution', { executionArn })));
    const executions: DescribedExecution[] = (await Promise.all(described)).map(outputOf);
    return paged(executionPage(executions, input));
  };

  /** The ARN of a map run does not say which execution's it is. */
  const describeMapRun = async (request: AwsRequest): Promise<HttpResponse> => {
    for (const { own } of [...homes.values()].toReversed()) {
      const response = await inAccount(own, request);
      if (response.status === 200) return response;
    }
    return awsError('ResourceNotFound', `Resource not found: '${inputOf(request).mapRunArn}'`);
  };

  const operations: Record<string, Service> = {
    StartExecution: start,
    GetExecutionHistory: history,
    ListExecutions: list,
    DescribeMapRun: describeMapRun,
  };
  return async (request) => tooMany(inputOf(request)) ?? (operations[request.operation] ?? ofExecution)(request);
}

/**
 * Reads whole histories, or gives what moto answers instead. Moto takes seconds for a long one and makes it anew for every
 * page that is asked for: who asks while it does gets the same one.
 */
function sharedHistories() {
  const underWay = new Map<string, Promise<object[] | HttpResponse>>();
  return async (executionArn: string, ask: () => Promise<HttpResponse>): Promise<object[] | HttpResponse> => {
    const reading = underWay.get(executionArn) ?? ask().then(eventsOf);
    underWay.set(executionArn, reading);
    return reading.finally(() => underWay.delete(executionArn));
  };
}

function eventsOf(response: HttpResponse): object[] | HttpResponse {
  return response.status === 200 ? outputOf(response).events : response;
}

function call(request: AwsRequest, operation: string, input: object): AwsRequest {
  const headers = { ...request.headers, 'x-amz-target': `AWSStepFunctions.${operation}` };
  return { ...request, operation, headers, body: Buffer.from(JSON.stringify(input)) };
}

function inputOf(request: AwsRequest) {
  return JSON.parse(request.body.toString());
}
function outputOf(response: HttpResponse) {
  return JSON.parse(response.body.toString());
}

function paged(page: object | undefined): HttpResponse {
  return page ? jsonResponse(page) : awsError('InvalidToken', "Invalid Token: 'Invalid token'");
}

function tooMany({ maxResults = 0 }: { maxResults?: number }): HttpResponse | undefined {
  if (maxResults <= LARGEST_PAGE) return undefined;
  const constraint = `Member must have value less than or equal to ${LARGEST_PAGE}`;
  return awsError(
    'ValidationException',
    `1 validation error detected: Value '${maxResults}' at 'maxResults' failed to satisfy constraint: ${constraint}`,
  );
}
