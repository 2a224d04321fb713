import type { RequestListener, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { text } from 'node:stream/consumers';
import { checkSlackPayload } from '@shipbell/core/testing';
import type { Channel } from './channels.ts';
import type { Faults } from './faults.ts';
import type { MessageLog } from './message-log.ts';
import { type Answer, playFault } from './play-fault.ts';
import { tcpConnections } from './tcp-connections.ts';

interface Parts {
  readonly certificate: { readonly key: string; readonly cert: string };
  readonly channels: readonly Channel[];
  readonly faults: Faults;
  readonly log: MessageLog;
}

/**
 * The webhooks of all channels over HTTPS, as https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * has them: `POST /services/T…/B…/…` with JSON, or with the JSON in the form field `payload`.
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
    playFault(fault, {
      response,
      reset: () => resetConnection(request.socket),
      deliver: () => accept(channel, payload),
    });
  };

  function accept({ destination, name }: Channel, payload: string): Answer {
    const answer = checkSlackPayload(payload);
    if (answer.status !== 200) return refuse({ destination }, answer);
    log.add(destination, name, JSON.parse(payload));
    return answer;
  }

  function refuse({ destination }: Pick<Channel, 'destination'>, answer: Answer & { reason?: string }): Answer {
    const { status, body, reason } = answer;
    log.refusals.push({ destination, status, body, ...(reason && { reason }) });
    return answer;
  }

  const server = createServer(certificate, listener);
  const resetConnection = tcpConnections(server);
  return server;
}

/** The message's JSON, of a form as well. */
function payloadOf(contentType: string | undefined, body: string): string {
  const isForm = contentType?.startsWith('application/x-www-form-urlencoded');
  return isForm ? (new URLSearchParams(body).get('payload') ?? '') : body;
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'Content-Type': 'text/html', ...headers }).end(body);
}
