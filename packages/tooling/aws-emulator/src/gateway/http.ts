import { once } from 'node:events';
import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';

/** An HTTP answer that has been read to its end. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer | string;
}

/** An HTTP request, to be sent to an origin. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer | string;
}

const agent = new Agent({ keepAlive: true });

/** The headers that belong to a connection and not to its message (RFC 9110, 7.6.1), and the length, which `send` sets anew. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'expect',
  'date',
]);

/** Sends a request to the origin and returns its answer. */
export async function send(origin: string, { method, path, headers, body }: HttpRequest): Promise<HttpResponse> {
  const length = `${Buffer.byteLength(body)}`;
  const outgoing = request(new URL(path, origin), {
    method,
    headers: { ...headers, 'content-length': length },
    agent,
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 502, headers: ownHeaders(response.headers), body: await readAll(response) };
}

/** Returns the whole body of a message. */
export async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Returns a message's headers without those of its connection. */
export function ownHeaders(headers: OutgoingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).filter(([name]) => !CONNECTION_HEADERS.has(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** Returns a port of 127.0.0.1 that no program listens on, for a program that cannot choose one itself. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
