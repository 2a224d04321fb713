import type { HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';

/** The parts of an answer that matter here; the SDK types it as unknown. */
interface Answer {
  readonly statusCode: number;
  body: AsyncIterable<Uint8Array> | Uint8Array;
}

interface Page {
  readonly events?: readonly HistoryEvent[];
  readonly [member: string]: unknown;
}

/** What every middleware sees, whatever step it is of; the SDK's own types differ by step. */
type Next = (args: object) => Promise<{ readonly response: unknown; readonly output: object }>;
type Context = { readonly commandName?: string };

/**
 * Takes the events of GetExecutionHistory out of an answer before the SDK makes objects of its own of them, member by
 * member, and puts them into the output as JSON has them: times are numbers of seconds. With 25,000 events that copying
 * takes more time and memory than all the rest of the function. Everything else, errors above all, stays the SDK's.
 * Source: https://aws.amazon.com/blogs/developer/middleware-stack-modular-aws-sdk-js/
 */
export function leanHistory(client: SFNClient): SFNClient {
  const pages = new WeakMap<object, Page['events']>();

  const take = (next: Next, context: Context) => async (args: object) => {
    const result = await next(args);
    const answer = result.response as Answer;
    if (context.commandName !== 'GetExecutionHistoryCommand' || answer.statusCode !== 200) return result;
    const { events = [], ...others } = JSON.parse(await textOf(answer.body)) as Page;
    pages.set(context, events);
    answer.body = Buffer.from(JSON.stringify(others));
    return result;
  };

  const put = (next: Next, context: Context) => async (args: object) => {
    const result = await next(args);
    const events = pages.get(context);
    return events === undefined ? result : { ...result, output: { ...result.output, events } };
  };

  client.middlewareStack.addRelativeTo(take as never, {
    relation: 'after',
    toMiddleware: 'deserializerMiddleware',
    name: 'takeEvents',
  });
  // Outside of all others: the SDK's logger looks through every output, also where nobody logs.
  client.middlewareStack.add(put as never, {
    step: 'initialize',
    priority: 'high',
    name: 'putEvents',
  });
  return client;
}

async function textOf(body: Answer['body']): Promise<string> {
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
