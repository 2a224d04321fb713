import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { jsonObject } from '@shipbell/core';
import type { Answer, Call } from './answer.ts';

/** A message as the functions put it on the queue. */
export interface QueueMessage {
  readonly body: string;
  readonly destination: string;
}

/** AWS as the functions see it: a queue that takes everything, and reads that are answered with replies or denied. */
export interface AwsServer {
  readonly url: string;
  /** Answers all calls from now on, and returns what collects them. */
  record(answer: Answer): Recorded;
  close(): Promise<void>;
}

/** What a function asked and sent. */
export interface Recorded {
  readonly messages: QueueMessage[];
  readonly unanswered: Call[];
}

/** Starts it on a free port of 127.0.0.1. */
export async function startAwsServer(): Promise<AwsServer> {
  let current: { readonly answer: Answer; readonly recorded: Recorded } | undefined;
  const server = createServer(async (request, response) => {
    const call = await callIn(request);
    const { status, content } = current ? await answerTo(call, current) : denied(call);
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() };
    response.writeHead(status, headers).end(JSON.stringify(content));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    record: (answer) => {
      current = { answer, recorded: { messages: [], unanswered: [] } };
      return current.recorded;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Response {
  readonly status: number;
  readonly content: unknown;
}

/** Every service here has AWS's JSON protocol: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
async function callIn(request: IncomingMessage): Promise<Call> {
  const { 'x-amz-target': target = '', authorization = '' } = request.headers;
  const operation = String(target).split('.').at(-1) ?? '';
  const [, region] = /Credential=[^/]*\/\d{8}\/([^/]+)\//.exec(authorization) ?? [];
  return { operation, input: jsonObject(await text(request)), region };
}

async function answerTo(
  call: Call,
  { answer, recorded }: { readonly answer: Answer; readonly recorded: Recorded },
): Promise<Response> {
  if (call.operation === 'SendMessage') return { status: 200, content: takeMessage(call, recorded) };
  const given = await answer(call);
  if (given === undefined) recorded.unanswered.push(call);
  if (given === undefined) return denied(call);
  return given.error === undefined ? { status: 200, content: given.output } : refused(given.error, given.error);
}

function denied({ operation }: Call): Response {
  return refused('AccessDeniedException', `Nobody gave a reply to ${operation}`);
}

function refused(name: string, message: string): Response {
  return { status: 400, content: { __type: name, message } };
}

/** Keeps the message and returns the queue's answer, with the checksum that the SDK compares. */
function takeMessage({ input }: Call, { messages }: Recorded): object {
  const body = String(input.MessageBody);
  const { DESTINATION } = jsonObject(input.MessageAttributes);
  messages.push({ body, destination: String(jsonObject(DESTINATION).StringValue) });
  return { MessageId: randomUUID(), MD5OfMessageBody: createHash('md5').update(body).digest('hex') };
}
