import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Edge, RequestHandler } from './edge.ts';

/**
 * AWS's answers in a rehearsal, by operation, some of which depend on the input. SQS takes every message; any other operation
 * is answered with `{}`.
 */
export type Answers = Readonly<Record<string, object | ((input: Input) => object)>>;

/** What an answer may depend on. */
interface Input {
  readonly MessageBody?: string;
  readonly filter?: { readonly pipelineExecutionId?: string };
}

type Request = Parameters<RequestHandler['handle']>[0];

/** The edge of a rehearsal. */
export interface RehearsalEdge extends Edge {
  /** Resolves when a connection is open to every host that would have been called, or cannot be opened. */
  readonly connected: () => Promise<unknown>;
}

/**
 * Returns an edge at which a handler can process an event that never happened: AWS is not called, and nothing is logged or
 * counted. To each host that would be called, a connection is opened at the function's own edge, for the first real event.
 */
export function rehearsalEdge(own: Pick<Edge, 'requestHandler'>, answers: Answers, signal: AbortSignal): RehearsalEdge {
  const connections = new Map<string, Promise<unknown>>();
  const handle = async (request: Request) => {
    const host = `${request.hostname}:${request.port ?? ''}`;
    if (!connections.has(host)) connections.set(host, connect(request, own.requestHandler, signal).catch(nothing));
    const body = Readable.from([Buffer.from(JSON.stringify(answerTo(request, answers)))]);
    return { response: { statusCode: 200, headers: {}, body } };
  };
  return {
    requestHandler: { handle },
    console: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    writeLine: nothing,
    connected: () => Promise.all(connections.values()),
  };
}

function nothing(): void {}

/**
 * Opens a connection to where the request would go and leaves it open. What is sent is `GET /` without a signature, which
 * needs no permission; what is answered does not matter.
 */
async function connect(request: Request, own: RequestHandler, abortSignal: AbortSignal): Promise<void> {
  const get = Object.assign(request.clone(), { method: 'GET', path: '/', query: {}, headers: {}, body: undefined });
  const { response } = await own.handle(get, { abortSignal });
  // A connection is free for the next request once the answer has been read.
  for await (const _ of response.body);
}

function answerTo({ headers, body }: Request, answers: Answers): object {
  const operation = headers['x-amz-target']?.split('.').at(-1) ?? '';
  const answer = operation === 'SendMessage' ? sent : (answers[operation] ?? {});
  // The SDK's own array of bytes, which warns on the console where it is used as a text.
  return typeof answer === 'function' ? answer(JSON.parse(new TextDecoder().decode(body))) : answer;
}

/** Returns SQS's answer to a message, whose checksum the SDK compares with its own. */
function sent({ MessageBody = '' }: Input): object {
  return { MessageId: '', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') };
}
