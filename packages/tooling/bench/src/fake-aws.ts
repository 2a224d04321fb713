import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { createCertificate } from '@shipbell/testing';

/** Returns what AWS answers to an operation: an object, or its JSON. Throws an error of the name that AWS gives it. */
export type Answer = (operation: string, input: Readonly<Record<string, unknown>>) => Promise<object | string>;

/** Decides when an answer that is ready goes out. */
export type Release = () => Promise<unknown>;

export interface FakeAws {
  /** The environment variables by which the functions find the services and Slack, and trust them. */
  readonly env: Readonly<Record<string, string>>;
  /** The address of Slack's webhook. */
  readonly webhook: string;
  /** The names of what was called since `record`. */
  readonly calls: readonly string[];
  /** Answers so from now on. */
  serve(answer: Answer, release?: Release): void;
  stop(): void;
}

const SERVICES = ['CODEDEPLOY', 'CODEPIPELINE', 'SFN', 'SQS', 'SSM', 'SLACK'] as const;

/**
 * Starts AWS and Slack on loopback over HTTPS, each service on a host of its own, as it is on AWS. Their certificate becomes a
 * file in `root`.
 */
export async function startFakeAws(root: string): Promise<FakeAws> {
  const certificate = await createCertificate();
  const authority = join(root, 'authority.pem');
  await writeFile(authority, certificate.cert);
  let answer: Answer = async () => ({});
  let release: Release = async () => undefined;
  const calls: string[] = [];

  const servers = SERVICES.map(() =>
    createServer(certificate, async (request, response) => {
      const { status, body } = await handle(request);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
    }).listen(0, '127.0.0.1'),
  );
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const urls = servers.map((server) => `https://localhost:${(server.address() as AddressInfo).port}`);
  const urlOf = (service: (typeof SERVICES)[number]) => urls[SERVICES.indexOf(service)] ?? '';
  const webhook = `${urlOf('SLACK')}/services/T0/B0/bench`;

  async function handle(request: IncomingMessage): Promise<{ readonly status: number; readonly body: string }> {
    const target = request.headers['x-amz-target'];
    if (request.method === 'GET') return { status: 404, body: '' }; // opens a connection
    const operation = target === undefined ? 'POST to Slack' : String(target).split('.').at(-1);
    calls.push(operation ?? '');
    const input = target === undefined ? {} : ((await json(request)) as Record<string, unknown>);
    const [answered] = await Promise.all([answerTo(operation ?? '', input), release()]);
    return answered;
  }

  async function answerTo(operation: string, input: Readonly<Record<string, unknown>>) {
    if (operation === 'POST to Slack') return { status: 200, body: 'ok' };
    try {
      const output = await (OWN_ANSWERS[operation]?.(input, webhook) ?? answer(operation, input));
      return { status: 200, body: typeof output === 'string' ? output : JSON.stringify(output) };
    } catch (error) {
      return { status: 400, body: JSON.stringify({ __type: (error as Error).name, message: 'from AWS' }) };
    }
  }

  return {
    webhook,
    calls,
    env: {
      AWS_ACCESS_KEY_ID: 'bench',
      AWS_SECRET_ACCESS_KEY: 'bench',
      QUEUE_URL: `${urlOf('SQS')}/1/queue.fifo`,
      DEAD_LETTER_QUEUE_URL: `${urlOf('SQS')}/1/dead.fifo`,
      NODE_EXTRA_CA_CERTS: authority,
      ...Object.fromEntries(SERVICES.map((name) => [`AWS_ENDPOINT_URL_${name}`, urlOf(name)])),
    },
    serve: (...now) => {
      calls.length = 0;
      [answer, release = async () => undefined] = now;
    },
    stop: () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

/** The answers of a queue that takes every message, and of a parameter that holds the webhook. */
const OWN_ANSWERS: Readonly<Record<string, (input: Readonly<Record<string, unknown>>, webhook: string) => object>> = {
  SendMessage: ({ MessageBody }) => ({
    MessageId: '1',
    MD5OfMessageBody: createHash('md5').update(String(MessageBody)).digest('hex'),
  }),
  GetParameter: (_input, webhook) => ({ Parameter: { Name: '/bench/SLACK_URL', Value: webhook } }),
};
