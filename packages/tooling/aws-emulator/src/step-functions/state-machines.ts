import { randomInt, randomUUID } from 'node:crypto';
import { type AwsRequest, awsError, jsonResponse, type Service } from '../gateway/gateway.ts';
import type { HttpResponse } from '../gateway/http.ts';
import { type DescribedExecution, executionPage, historyPage } from './pages.ts';

interface StateMachineOptions {
  readonly account: string;
  /** Returns moto in one of its accounts. */
  moto(account: string): Service;
  /** Called with every execution that has been started. */
  started(executionArn: string): void;
}

/** The account in which moto runs an execution, and the execution's state machine in the cloud's account. */
interface Home {
  readonly ownAccount: string;
  readonly stateMachineArn: string;
}

/** The largest page that AWS gives, in every operation that has pages. */
const LARGEST_PAGE_SIZE = 1_000;

/**
 * Returns Step Functions: moto's interpreter. It can run one execution in an account, because the copy that it makes of the state
 * machine fails while another execution holds a lock. So each execution gets an account of its own in moto, with a copy of
 * its state machine, and this service shows all of them in the cloud's account. It also makes the pages of histories,
 * which moto does not.
 */
export function stateMachineService({ account, moto, started }: StateMachineOptions): Service {
  const homes = new Map<string, Home>();
  const cloudAccount = moto(account);
  const wholeHistory = sharedHistories();

  const inAccount = async (ownAccount: string, request: AwsRequest): Promise<HttpResponse> => {
    const body = Buffer.from(request.body.toString().replaceAll(`:${account}:`, `:${ownAccount}:`));
    const response = await moto(ownAccount)({ ...request, body });
    return { ...response, body: response.body.toString().replaceAll(`:${ownAccount}:`, `:${account}:`) };
  };

  const inItsAccount = (request: AwsRequest): Promise<HttpResponse> =>
    inAccount(homes.get(inputOf(request).executionArn)?.ownAccount ?? account, request);

  const start = async (request: AwsRequest): Promise<HttpResponse> => {
    const input = inputOf(request);
    const stateMachine = await cloudAccount(
      call(request, 'DescribeStateMachine', { stateMachineArn: input.stateMachineArn }),
    );
    if (stateMachine.status !== 200) return stateMachine;
    const ownAccount = String(randomInt(1e11, 1e12));
    const { name, definition, roleArn, type, stateMachineArn } = outputOf(stateMachine);
    await inAccount(ownAccount, call(request, 'CreateStateMachine', { name, definition, roleArn, type }));
    const response = await inAccount(ownAccount, call(request, 'StartExecution', { name: randomUUID(), ...input }));
    if (response.status === 200) {
      const { executionArn } = outputOf(response);
      homes.set(executionArn, { ownAccount, stateMachineArn });
      started(executionArn);
    }
    return response;
  };

  const history = async (request: AwsRequest): Promise<HttpResponse> => {
    const input = inputOf(request);
    const whole = await wholeHistory(input.executionArn, () => inItsAccount(request));
    return Array.isArray(whole) ? paged(historyPage(whole, input)) : whole;
  };

  const list = async (request: AwsRequest): Promise<HttpResponse> => {
    const input = inputOf(request);
    const stateMachine = await cloudAccount(
      call(request, 'DescribeStateMachine', { stateMachineArn: input.stateMachineArn }),
    );
    if (stateMachine.status !== 200) return stateMachine;
    const { stateMachineArn } = outputOf(stateMachine);
    const described = [...homes]
      .filter(([, of]) => of.stateMachineArn === stateMachineArn)
      .map(([executionArn, { ownAccount }]) =>
        inAccount(ownAccount, call(request, 'DescribeExecution', { executionArn })),
      );
    const executions: DescribedExecution[] = (await Promise.all(described)).map(outputOf);
    return paged(executionPage(executions, input));
  };

  /** Asks in the account of every execution, for a map run's ARN does not name its execution. */
  const describeMapRun = async (request: AwsRequest): Promise<HttpResponse> => {
    for (const { ownAccount } of [...homes.values()].toReversed()) {
      const response = await inAccount(ownAccount, request);
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
  return async (request) => tooMany(inputOf(request)) ?? (operations[request.operation] ?? inItsAccount)(request);
}

/**
 * Returns a function that reads a whole history, or returns moto's answer where that is an error. Moto takes seconds for a
 * long history and makes it anew at every call, so calls for the same execution at the same time share one.
 */
function sharedHistories() {
  const pending = new Map<string, Promise<object[] | HttpResponse>>();
  return async (executionArn: string, ask: () => Promise<HttpResponse>): Promise<object[] | HttpResponse> => {
    const history = pending.get(executionArn) ?? ask().then(eventsOf);
    pending.set(executionArn, history);
    return history.finally(() => pending.delete(executionArn));
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

/** Returns AWS's refusal of a page that is too large; undefined for any other. */
function tooMany({ maxResults = 0 }: { maxResults?: number }): HttpResponse | undefined {
  if (maxResults <= LARGEST_PAGE_SIZE) return undefined;
  const constraint = `Member must have value less than or equal to ${LARGEST_PAGE_SIZE}`;
  return awsError(
    'ValidationException',
    `1 validation error detected: Value '${maxResults}' at 'maxResults' failed to satisfy constraint: ${constraint}`,
  );
}
