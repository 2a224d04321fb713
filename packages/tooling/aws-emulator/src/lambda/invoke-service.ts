import type { AwsRequest, Service } from '../gateway/gateway.ts';
import type { HttpResponse } from '../gateway/http.ts';
import type { Reply } from './invocation.ts';

/** A function that may be invoked through Lambda's API. */
export interface Invocable {
  /** Runs the function once. */
  invoke(event: unknown): Promise<Reply>;
  /** Invokes the function asynchronously, as for an event of a rule: with retries and the on-failure destination. */
  invokeLater(event: unknown): void;
}

/** The running functions, by name. */
export type Invocables = ReadonlyMap<string, Invocable>;

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations(?:$|\?)/;

/** A function's name, its ARN or a part of the ARN: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const FUNCTION_NAME = /^(?:.*:)?function:([\w-]+)(?::\$LATEST)?$|^([\w-]+)(?::\$LATEST)?$/;

/** Returns Lambda's API: the running functions answer `Invoke`, and moto all other operations. */
export function invokeService(functions: Invocables, account: string, moto: Service): Service {
  return async (request) => {
    const [, encoded] = INVOKE.exec(request.path) ?? [];
    if (encoded === undefined || request.method !== 'POST') return moto(request);
    const asked = decodeURIComponent(encoded);
    const [, ofArn, name = ofArn ?? ''] = FUNCTION_NAME.exec(asked) ?? [];
    const invocable = functions.get(name);
    const arn = `arn:aws:lambda:${request.region}:${account}:function:${name || asked}`;
    if (!invocable) return refusal(404, 'ResourceNotFoundException', `Function not found: ${arn}`);
    return invoke(invocable, request);
  };
}

async function invoke(invocable: Invocable, { headers, body }: AwsRequest): Promise<HttpResponse> {
  let event: unknown;
  try {
    event = body.length === 0 ? {} : JSON.parse(body.toString());
  } catch (error) {
    const reason = `Could not parse request body into json: ${(error as Error).message}`;
    return refusal(400, 'InvalidRequestContentException', reason);
  }
  switch (headers['x-amz-invocation-type'] ?? 'RequestResponse') {
    case 'Event':
      invocable.invokeLater(event);
      return answer(202);
    case 'DryRun':
      return answer(204);
    case 'RequestResponse':
      return replied(await invocable.invoke(event));
    default:
      return refusal(400, 'InvalidParameterValueException', 'The invocation type is RequestResponse, Event or DryRun');
  }
}

function replied(reply: Reply): HttpResponse {
  const version = { 'x-amz-executed-version': '$LATEST' };
  if ('result' in reply) return answer(200, reply.result, version);
  return answer(200, reply.error, { ...version, 'x-amz-function-error': 'Unhandled' });
}

function refusal(status: number, code: string, Message: string): HttpResponse {
  return answer(status, { Type: 'User', Message }, { 'x-amzn-errortype': code });
}

function answer(status: number, content?: unknown, headers: Record<string, string> = {}): HttpResponse {
  const body = content === undefined ? '' : JSON.stringify(content);
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}
