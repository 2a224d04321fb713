import { randomInt, randomUUID } from 'node:crypto';
import { type HistoryRequest, historyPage } from './execution-history.ts';
import { type AwsRequest, awsError, jsonResponse, type Service } from './gateway.ts';
import type { HttpResponse } from './http.ts';

interface StateMachineOptions {
  account: string;
  /** Moto as seen by an account. */
  moto(account: string): Service;
  /** Told of every execution that has been started. */
  started(executionArn: string): void;
}

/**
 * Step Functions, by moto's interpreter, which can run one execution in an account: the copy that it makes of the
 * state machine fails once another execution holds a lock. So each execution gets an account of its own in moto, with
 * a copy of its state machine, and the gateway shows all of them in the cloud's account. Moto also ignores how much
 * of a history was asked for.
 */
export function stateMachineService({ account, moto, started }: StateMachineOptions): Service {
  const homes = new Map<string, string>();
  const home = moto(account);

  const inAccount = async (own: string, request: AwsRequest): Promise<HttpResponse> => {
    const body = Buffer.from(request.body.toString().replaceAll(`:${account}:`, `:${own}:`));
    const response = await moto(own)({ ...request, body });
    return { ...response, body: response.body.toString().replaceAll(`:${own}:`, `:${account}:`) };
  };

  const start = async (request: AwsRequest): Promise<HttpResponse> => {
    const input = JSON.parse(request.body.toString());
    const stateMachine = await home(call(request, 'DescribeStateMachine', { stateMachineArn: input.stateMachineArn }));
    if (stateMachine.status !== 200) return stateMachine;
    const own = String(randomInt(1e11, 1e12));
    const { name, definition, roleArn, type } = JSON.parse(stateMachine.body.toString());
    await inAccount(own, call(request, 'CreateStateMachine', { name, definition, roleArn, type }));
    const response = await inAccount(own, call(request, 'StartExecution', { name: randomUUID(), ...input }));
    if (response.status === 200) {
      const { executionArn } = JSON.parse(response.body.toString());
      homes.set(executionArn, own);
      started(executionArn);
    }
    return response;
  };

  return async (request) => {
    if (request.operation === 'StartExecution') return start(request);
    const input = JSON.parse(request.body.toString());
    const response = await inAccount(homes.get(input.executionArn) ?? account, request);
    return request.operation === 'GetExecutionHistory' ? paged(response, input) : response;
  };
}

function call(request: AwsRequest, operation: string, input: object): AwsRequest {
  const headers = { ...request.headers, 'x-amz-target': `AWSStepFunctions.${operation}` };
  return { ...request, operation, headers, body: Buffer.from(JSON.stringify(input)) };
}

function paged(response: HttpResponse, request: HistoryRequest): HttpResponse {
  if (response.status !== 200) return response;
  const page = historyPage(JSON.parse(response.body.toString()).events, request);
  return page ? jsonResponse(page) : awsError('InvalidToken', "Invalid Token: 'Invalid token'");
}
