import type { HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';

/** What the reads need of the SDK's client. */
export type StepFunctionsClient = Pick<SFNClient, 'send'>;

/** The parts of an HTTP response that matter here; the SDK types it as unknown. */
interface Response {
  readonly statusCode: number;
  // biome-ignore lint/plugin: its events are taken out
  body: AsyncIterable<Uint8Array> | Uint8Array;
}

interface Page {
  readonly events?: readonly HistoryEvent[];
  readonly [member: string]: unknown;
}

/** The next middleware in the SDK's stack. The SDK's own types differ by where in the stack it is. */
type Next = (args: object) => Promise<{ readonly response: unknown; readonly output: object }>;
type Context = { readonly commandName?: string };

/**
 * Returns the client, which from now on gives the events of GetExecutionHistory as they are in JSON, their times as
 * numbers of seconds. The SDK would copy them into objects of its own, member by member; with 25,000 events that takes
 * more time and memory than all the rest of the function. Everything else, errors above all, stays as the SDK has it.
 * Source: https://aws.amazon.com/blogs/developer/middleware-stack-modular-aws-sdk-js/
 */
export function leanHistory(client: SFNClient): SFNClient {
  const pages = new WeakMap<object, Page['events']>();

  const takeEvents = (next: Next, context: Context) => async (args: object) => {
    const result = await next(args);
    const response = result.response as Response;
    if (context.commandName !== 'GetExecutionHistoryCommand' || response.statusCode !== 200) return result;
    const { events = [], ...others } = JSON.parse(await readBody(response.body)) as Page;
    pages.set(context, events);
    response.body = Buffer.from(JSON.stringify(others));
    return result;
  };

  const putEvents = (next: Next, context: Context) => async (args: object) => {
    const result = await next(args);
    const events = pages.get(context);
    return events === undefined ? result : { ...result, output: { ...result.output, events } };
  };

  client.middlewareStack.addRelativeTo(takeEvents as never, {
    relation: 'after',
    toMiddleware: 'deserializerMiddleware',
    name: 'takeEvents',
  });
  // Outside of all others: the SDK's logger looks through every output, also where nobody logs.
  client.middlewareStack.add(putEvents as never, {
    step: 'initialize',
    priority: 'high',
    name: 'putEvents',
  });
  return client;
}

async function readBody(body: Response['body']): Promise<string> {
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
