import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HttpResponse, ownHeaders, readAll } from './http.ts';

/** A request to AWS, as the emulated services get it. */
export interface AwsRequest {
  /** The service's signing name (`sqs`, `states`, `events`) and the region, both from the signature's credential scope. */
  readonly service: string;
  readonly region: string;
  /** The access key that signed it: `OUR_ACCESS_KEY`, or the name of a function. */
  readonly accessKey: string;
  /** The name of the API operation, `SendMessage`. Empty where the protocol is not JSON or query and does not name it. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Answers the requests of one service. */
export type Service = (request: AwsRequest) => Promise<HttpResponse>;

/** The endpoint that Terraform, the functions and the clients of this process use as `AWS_ENDPOINT_URL`. */
export interface Gateway {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a gateway on a free port of 127.0.0.1. What `answer` throws becomes an answer with status 500. */
export async function startGateway(answer: Service): Promise<Gateway> {
  const server = createServer(async (incoming, outgoing) => {
    const response = await readRequest(incoming).then(answer).catch(internalFailure);
    outgoing.writeHead(response.status, { 'x-amzn-requestid': randomUUID(), ...response.headers }).end(response.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** Returns an error in the form of AWS's JSON protocols: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export function awsError(code: string, message: string, status = 400): HttpResponse {
  return jsonResponse({ __type: code, message }, status);
}

/** Returns an answer in the form of AWS's JSON protocols, where a date is in seconds of the epoch. */
export function jsonResponse(content: unknown, status = 200): HttpResponse {
  const body = JSON.stringify(content, epochSeconds);
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
}

/** Replaces a date by its seconds. `value` is a string by now (JSON calls `toJSON` first), so the date is read from its object. */
function epochSeconds(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  return original instanceof Date ? original.getTime() / 1000 : value;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html */
const CREDENTIAL = /Credential=([^/]*)\/\d{8}\/([^/]+)\/([^/]+)\//;

async function readRequest(incoming: IncomingMessage): Promise<AwsRequest> {
  const headers = ownHeaders(incoming.headers);
  const body = await readAll(incoming);
  const [, accessKey = '', region = '', service = ''] = CREDENTIAL.exec(headers.authorization ?? '') ?? [];
  return {
    service,
    region,
    accessKey,
    operation: operationOf(headers, body),
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers,
    body,
  };
}

function operationOf(headers: Record<string, string>, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (target) return target.slice(target.indexOf('.') + 1);
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return (isForm && new URLSearchParams(body.toString()).get('Action')) || '';
}

function internalFailure(error: Error): HttpResponse {
  return awsError('InternalFailure', `AWS emulator: ${error.stack ?? error.message}`, 500);
}
