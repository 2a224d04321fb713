import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

/** Posts a message to a webhook of the Slack emulator, as the sender does. Resolves with Slack's answer. */
export async function post(webhook: string, body: string, ca: string): Promise<string> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const posting = request(webhook, { method: 'POST', headers, ca });
  posting.end(body);
  const [response] = (await once(posting, 'response')) as [IncomingMessage];
  return text(response);
}
