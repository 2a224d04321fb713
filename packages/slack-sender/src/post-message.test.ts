import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, createServer as createPlainServer } from 'node:net';
import { createCertificate } from '@shipbell/testing';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createSlack } from './post-message.ts';

let certificate: { key: string; cert: string };
let server: Server | undefined;

beforeAll(async () => {
  certificate = await createCertificate();
});

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** Starts a real HTTPS server and returns the function that posts to it. */
async function serve(answer: Answer, timeoutMs?: number) {
  const { slack, webhook } = await serveSlack(answer, timeoutMs);
  return (body: string) => slack.postMessage(webhook, body);
}

/** Starts a real HTTPS server and returns the connections to it, and a webhook that is there. */
async function serveSlack(answer: Answer, timeoutMs?: number) {
  server = createServer(certificate, (request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => answer(request, response, body));
  });
  const listening = server;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const { port } = listening.address() as AddressInfo;
  return {
    slack: createSlack({ ca: certificate.cert }, timeoutMs),
    webhook: `https://localhost:${port}/services/T0/B0/token`,
  };
}

describe('createSlack', () => {
  it('posts the body as JSON and takes Slack’s ok', async () => {
    const seen: unknown[] = [];
    const post = await serve((request, response, body) => {
      seen.push(request.method, request.url, request.headers['content-type'], body);
      response.end('ok');
    });
    expect(await post('{"text":"안녕 🚀"}')).toEqual({ kind: 'delivered' });
    expect(seen).toEqual(['POST', '/services/T0/B0/token', 'application/json; charset=utf-8', '{"text":"안녕 🚀"}']);
  });

  it('returns the status, Slack’s word and the Retry-After of an answer', async () => {
    const post = await serve((_request, response) =>
      response.writeHead(429, { 'retry-after': '7' }).end('rate_limited'),
    );
    expect(await post('{}')).toEqual({ kind: 'transient', reason: '429 rate_limited', retryAfterSeconds: 7 });
  });

  it('uses one connection for message after message', async () => {
    const sockets = new Set<unknown>();
    const post = await serve((request, response) => {
      sockets.add(request.socket);
      response.end('ok');
    });
    await post('{}');
    await post('{}');
    expect(sockets.size).toBe(1);
  });

  it('connects with a GET / that does not name the webhook, and the next message uses the connection', async () => {
    const sockets = new Set<unknown>();
    const seen: unknown[] = [];
    const { slack, webhook } = await serveSlack((request, response, body) => {
      sockets.add(request.socket);
      seen.push([request.method, request.url, body]);
      response.writeHead(request.method === 'GET' ? 302 : 200, { location: 'https://evil.example/' }).end('ok');
    });
    await slack.connect(webhook, new AbortController().signal);
    expect(seen).toEqual([['GET', '/', '']]);
    expect(await slack.postMessage(webhook, '{}')).toEqual({ kind: 'delivered' });
    expect(sockets.size).toBe(1);
  });

  it('posts again where the connection that it made beforehand was closed meanwhile', async () => {
    let requests = 0;
    const { slack, webhook } = await serveSlack((request, response) => {
      requests += 1;
      if (requests === 2) request.socket.destroy();
      else response.end('ok');
    });
    await slack.connect(webhook, new AbortController().signal);
    expect(await slack.postMessage(webhook, '{}')).toEqual({ kind: 'delivered' });
    expect(requests).toBe(3);
  });

  it('resolves where it cannot connect, or when the signal ends the wait for an answer', async () => {
    const refused = createSlack().connect('https://127.0.0.1:1/services/T0/B0/secret', new AbortController().signal);
    await expect(refused).resolves.toBeUndefined();
    const { slack, webhook } = await serveSlack(() => undefined);
    await expect(slack.connect(webhook, AbortSignal.timeout(100))).resolves.toBeUndefined();
  });

  it('posts again on a new connection when the reused one was closed meanwhile', async () => {
    let requests = 0;
    const post = await serve((request, response) => {
      requests += 1;
      if (requests === 2) request.socket.destroy();
      else response.end('ok');
    });
    expect(await post('{}')).toEqual({ kind: 'delivered' });
    expect(await post('{}')).toEqual({ kind: 'delivered' });
    expect(requests).toBe(3);
  });

  it('takes a reset of a new connection as no answer, and does not post again at once', async () => {
    let requests = 0;
    const post = await serve((request) => {
      requests += 1;
      request.socket.destroy();
    });
    expect(await post('{}')).toMatchObject({ kind: 'transient', reason: expect.stringContaining('no answer') });
    expect(requests).toBe(1);
  });

  it.each([
    ['hangs', (_request: IncomingMessage, _response: ServerResponse) => undefined],
    ['never ends its answer', (_request: IncomingMessage, response: ServerResponse) => void response.write('o')],
  ])('gives up on a Slack that %s', async (_name, answer) => {
    const post = await serve(answer, 100);
    expect(await post('{}')).toMatchObject({ kind: 'transient', reason: expect.stringContaining('no answer') });
  });

  it('takes an answer that ends with its connection', async () => {
    const post = await serve((request) => request.socket.end('HTTP/1.1 200 OK\r\n\r\nok'));
    expect(await post('{}')).toEqual({ kind: 'delivered' });
  });

  it('takes a switch to another protocol as no answer', async () => {
    const post = await serve((request) =>
      request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    );
    expect(await post('{}')).toMatchObject({ kind: 'transient', reason: 'no answer: another protocol' });
  });

  it('never follows a redirect', async () => {
    const post = await serve((_request, response) =>
      response.writeHead(302, { location: 'https://evil.example/' }).end(),
    );
    expect(await post('{}')).toMatchObject({ kind: 'not_slack' });
  });

  it('takes a connection that is not encrypted as Slack’s is for one that is not Slack’s', async () => {
    await serve((_request, response) => response.end('ok'));
    const { postMessage: untrusted } = createSlack();
    const { port } = (server as Server).address() as AddressInfo;
    expect(await untrusted(`https://localhost:${port}/services/T0/B0/token`, '{}')).toEqual({
      kind: 'not_slack',
      reason: 'no trusted connection: DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  it('takes what answers without encryption, or by no HTTP, for what is not Slack', async () => {
    const plain = createPlainServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nok')).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const { port } = plain.address() as AddressInfo;
    expect(await createSlack().postMessage(`https://localhost:${port}/services/T0/B0/token`, '{}')).toMatchObject({
      kind: 'not_slack',
    });
    plain.close();
    const post = await serve((request) => request.socket.end('220 mail.acme.dev ESMTP\r\n'));
    expect(await post('{}')).toMatchObject({ kind: 'not_slack' });
  });

  it('takes an address that nobody listens at as no answer, and does not show it', async () => {
    const answer = await createSlack().postMessage('https://127.0.0.1:1/services/T0/B0/secret', '{}');
    expect(answer).toEqual({ kind: 'transient', reason: 'no answer: ECONNREFUSED', retryAfterSeconds: undefined });
  });
});
