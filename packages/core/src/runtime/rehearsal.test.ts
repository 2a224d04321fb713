import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CLIENT_CONFIG } from './aws-client.ts';
import { createEdge, type Edge } from './edge.ts';
import { rehearsalEdge } from './rehearsal.ts';

/** Starts an AWS on this machine, and returns its address and all requests that it gets. */
async function startAws(answer: RequestListener) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

function clientAt(endpoint: string, { requestHandler }: Pick<Edge, 'requestHandler'>): SQSClient {
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  return new SQSClient({ ...CLIENT_CONFIG, requestHandler, endpoint, credentials, region: 'eu-west-1' });
}

const never = new AbortController().signal;
const ask = new GetQueueUrlCommand({ QueueName: 'q' });

describe('rehearsalEdge', () => {
  it('answers what it is given for an operation, and nothing for another', async () => {
    const { endpoint } = await startAws((_request, response) => response.end());
    const sqs = clientAt(endpoint, rehearsalEdge(createEdge(), { GetQueueUrl: { QueueUrl: 'https://q' } }, never));
    expect(await sqs.send(ask)).toMatchObject({ QueueUrl: 'https://q' });
    const other = clientAt(endpoint, rehearsalEdge(createEdge(), {}, never));
    expect(await other.send(ask)).not.toHaveProperty('QueueUrl');
  });

  it('takes every message, with the checksum that the SDK wants', async () => {
    const { endpoint } = await startAws((_request, response) => response.end());
    const sqs = clientAt(endpoint, rehearsalEdge(createEdge(), {}, never));
    const send = new SendMessageCommand({ QueueUrl: `${endpoint}/1/q`, MessageBody: '안녕 🚀' });
    const { MD5OfMessageBody } = await sqs.send(send);
    expect(MD5OfMessageBody).toBe(createHash('md5').update('안녕 🚀').digest('hex'));
  });

  it('calls each host once, with an unsigned GET /, and leaves the connection to the first real call', async () => {
    const sockets = new Set<Socket>();
    const { endpoint, requests } = await startAws((request, response) => {
      sockets.add(request.socket);
      response.writeHead(request.method === 'GET' ? 404 : 200).end('{}');
    });
    const edge = createEdge();
    const rehearsal = rehearsalEdge(edge, {}, never);
    const sqs = clientAt(endpoint, rehearsal);
    await Promise.all([sqs.send(ask), sqs.send(ask)]);
    await rehearsal.connected();
    expect(requests.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
      ['GET', '/', undefined],
    ]);
    await clientAt(endpoint, edge).send(ask);
    expect(requests).toHaveLength(2);
    expect(sockets.size).toBe(1);
  });

  it('does without a connection that nobody takes', async () => {
    const rehearsal = rehearsalEdge(createEdge(), {}, never);
    await clientAt('http://127.0.0.1:1', rehearsal).send(ask);
    await expect(rehearsal.connected()).resolves.toBeDefined();
  });

  it('gives up a connection whose host does not answer when the signal says so', async () => {
    const { endpoint } = await startAws(() => undefined);
    const controller = new AbortController();
    const rehearsal = rehearsalEdge(createEdge(), {}, controller.signal);
    await clientAt(endpoint, rehearsal).send(ask);
    controller.abort();
    await expect(rehearsal.connected()).resolves.toBeDefined();
  });
});

describe('a client at the function’s edge', () => {
  it('makes its call again where the connection was closed while the function was frozen', async () => {
    let calls = 0;
    const { endpoint } = await startAws((request, response) => {
      calls += 1;
      if (calls === 2) request.socket.destroy();
      else response.end('{}');
    });
    const sqs = clientAt(endpoint, createEdge());
    await sqs.send(ask);
    await expect(sqs.send(ask)).resolves.toBeDefined();
    expect(calls).toBe(3);
  });
});
