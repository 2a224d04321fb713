import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificate } from '@shipbell/testing';
import { createChannels, findChannel } from './channels.ts';
import { createFaults, type Fault, type Post } from './faults.ts';
import { createMessageLog } from './message-log.ts';
import { createPageServer } from './page-server.ts';
import type { DeliveredMessage, Refusal, SlackPayload } from './protocol.ts';
import { createWebhookServer } from './webhook-server.ts';

export interface SlackOptions {
  /** The channel's name for each destination, `{ default: 'deployments', ops: 'ops' }` when not given. */
  readonly channels?: Record<string, string>;
  /** The workspace's name on the page. */
  readonly workspace?: string;
  /** The page's port; a free one when not given. */
  readonly port?: number;
}

export interface Slack {
  /** The address of the page with the channels. The fragment is a destination: `${pageUrl}#ops`. */
  readonly pageUrl: string;
  /** The path of the webhooks' certificate, a PEM file: the `NODE_EXTRA_CA_CERTS` of a process that posts to them. */
  readonly caCertificate: string;
  /** Returns the secret address of a destination's webhook. Throws for a destination that has no channel. */
  webhookUrl(destination: string): string;
  /** Returns the accepted messages, in the order of arrival. */
  messages(): readonly DeliveredMessage[];
  /** Returns the refused posts, with the reason. */
  refusals(): readonly Refusal[];
  /**
   * Shows a message on the page without a post to the webhook, also one that Slack would refuse. Above it stands the title,
   * if there is one: what it is an example of.
   */
  show(destination: string, payload: SlackPayload, title?: string): void;
  /** Calls the listener with each new message, until the returned function is called. */
  onMessage(listener: (message: DeliveredMessage) => void): () => void;
  /** Plays the fault for the destination's next post. A second call adds a fault for the post after that. */
  answerNext(destination: string, fault: Fault): void;
  /** Plays the fault for every post to the destination, until this is called with undefined. */
  answerWith(destination: string, fault: Fault | undefined): void;
  /** Plays the fault that `decide` returns for a post, when no other fault is to be played, until this is called with undefined. */
  answerBy(decide: ((post: Post) => Fault | undefined) | undefined): void;
  /** Ends open requests, stops listening and removes the certificate. */
  close(): Promise<void>;
}

/** Starts a Slack workspace on 127.0.0.1: webhooks over HTTPS, and a page that shows the messages. */
export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  const channels = createChannels(options.channels ?? { default: 'deployments', ops: 'ops' });
  const names = channels.map(withoutPath);
  const workspace = { run: randomUUID(), name: options.workspace ?? 'Shipbell', channels: names };
  const log = createMessageLog();
  const faults = createFaults();
  const certificate = await createCertificate();
  const webhooks = createWebhookServer({ certificate, channels, faults, log });
  const pages = await createPageServer(workspace, log);

  // The page listens first: its port may be taken, and then this throws while nothing else is open.
  const pageUrl = `http://127.0.0.1:${await listen(pages, options.port)}/`;
  const webhookOrigin = `https://127.0.0.1:${await listen(webhooks)}`;
  const folder = await mkdtemp(join(tmpdir(), 'shipbell-slack-'));
  const caCertificate = join(folder, 'ca.pem');
  await writeFile(caCertificate, certificate.cert);

  const known = (destination: string) => findChannel(channels, destination).destination;
  return {
    pageUrl,
    caCertificate,
    webhookUrl: (destination) => webhookOrigin + findChannel(channels, destination).path,
    messages: () => [...log.messages],
    refusals: () => [...log.refusals],
    show: (destination, payload, title) => {
      log.add(findChannel(channels, destination), JSON.stringify(payload), title);
    },
    onMessage: log.onMessage,
    answerNext: (destination, fault) => faults.addNext(known(destination), fault),
    answerWith: (destination, fault) => faults.setStanding(known(destination), fault),
    answerBy: faults.decideBy,
    close: async () => {
      await Promise.all([stop(webhooks), stop(pages), rm(folder, { recursive: true, force: true })]);
    },
  };
}

/** Returns a channel without the secret path of its webhook, which the page must not show. */
function withoutPath({ destination, name }: { destination: string; name: string }) {
  return { destination, name };
}

async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
