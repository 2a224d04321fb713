import type { RequestListener, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Channel } from './channels.ts';
import type { Faults } from './faults.ts';
import type { MessageLog } from './message-log.ts';

interface Parts {
  readonly certificate: { readonly key: string; readonly cert: string };
  readonly channels: readonly Channel[];
  readonly faults: Faults;
  readonly log: MessageLog;
}

/** Slack's answer to a post. */
interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

/**
 * Creates the server of all channels' webhooks, over HTTPS. A webhook takes `POST /services/T…/B…/…` with JSON, or with the
 * JSON in the form field `payload`: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function createWebhookServer({ certificate, channels, faults, log }: Parts): Server {
  const listener: RequestListener = async (request, response) => {
    const channel = channels.find(({ path }) => path === request.url);
    const body = await text(request).catch(() => undefined);
    if (body === undefined) return;
    if (!channel) return send(response, { status: 404, body: 'no_service' });
    if (request.method !== 'POST') return send(response, { status: 405, body: '', headers: { Allow: 'POST' } });
    const payload = payloadOf(request.headers['content-type'], body);
    const fault = faults.take({ destination: channel.destination, body: payload });
    if (typeof fault === 'object') return send(response, refuse(channel, fault));
    if (fault === undefined) return send(response, accept(channel, payload));
    // Without an answer the connection stays open until the server closes.
    if (fault === 'answer_drips') dripAnswer(response, accept(channel, payload));
    if (fault === 'answer_hangs' || fault === 'answer_resets') accept(channel, payload);
    if (fault === 'answer_resets' || fault === 'reset') resetConnection(request.socket);
  };

  /** Logs the message, or the reason why Slack refuses it, and returns Slack's answer. */
  function accept(channel: Channel, payload: string): Answer {
    const [first] = log.add(channel, payload);
    return first ? refuse(channel, first) : { status: 200, body: 'ok' };
  }

  function refuse({ destination }: Pick<Channel, 'destination'>, answer: Answer & { reason?: string }): Answer {
    const { status, body, reason } = answer;
    log.refusals.push({ destination, status, body, ...(reason && { reason }) });
    return answer;
  }

  const server = createServer(certificate, listener);
  const resetConnection = connectionResetter(server);
  return server;
}

/** Returns the message's JSON, which a form has in its field `payload`. */
function payloadOf(contentType: string | undefined, body: string): string {
  const isForm = contentType?.startsWith('application/x-www-form-urlencoded');
  return isForm ? (new URLSearchParams(body).get('payload') ?? '') : body;
}

function send(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer).end(answer.body);
}

/** Sends the head of the answer and its first byte, and no more. */
function dripAnswer(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer).flushHeaders();
  response.write(answer.body.slice(0, 1));
}

function writeHead(response: ServerResponse, { status, headers }: Answer): ServerResponse {
  return response.writeHead(status, { 'Content-Type': 'text/html', ...headers });
}

/** Returns a function that resets a connection of the server. TLS has no reset, but the TCP socket beneath it has one. */
function connectionResetter(server: Server): (socket: Socket) => void {
  const tcpSockets = new Map<number | undefined, Socket>();
  server.on('connection', (tcp: Socket) => {
    const { remotePort } = tcp;
    tcpSockets.set(remotePort, tcp);
    tcp.on('close', () => tcpSockets.get(remotePort) === tcp && tcpSockets.delete(remotePort));
  });
  return ({ remotePort }) => tcpSockets.get(remotePort)?.resetAndDestroy();
}
