import { awsError, jsonResponse, type Service } from './gateway.ts';

/** An operation of a service in AWS's JSON protocol. Its input is parsed JSON; its output may hold dates. */
// biome-ignore lint/suspicious/noExplicitAny: each operation has the SDK's type for its input
export type Operation = (input: any) => object;

/** An error that AWS would answer with; `name` is AWS's name for it. */
export class AwsFault extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Returns a service that answers these operations and passes all others on to moto. */
export function operationService(operations: Readonly<Record<string, Operation>>, moto: Service): Service {
  return async (request) => {
    const operation = operations[request.operation];
    if (operation === undefined) return moto(request);
    try {
      return jsonResponse(operation(JSON.parse(request.body.toString())));
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      return awsError(error.name, error.message);
    }
  };
}

/** Returns an output with the asked page of a list, under the list's name in that output. Throws AWS's error for a wrong token. */
export function listed<Item>(
  name: string,
  items: readonly Item[],
  size: number,
  nextToken: string | undefined,
): object {
  const page = pageOf(items, size, nextToken);
  if (page === undefined)
    throw new AwsFault('InvalidNextTokenException', 'The next token was specified in an invalid format.');
  const { items: shown, ...more } = page;
  return { [name]: shown, ...more };
}

/** A page of a list. `nextToken` is missing on the last one. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextToken?: string;
}

/** Returns the page that begins at the token, without one the first. Returns undefined for a token that no page gave. */
export function pageOf<Item>(items: readonly Item[], size: number, nextToken?: string): Page<Item> | undefined {
  const start = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64').toString() || 'none');
  if (!(start >= 0 && start <= items.length)) return undefined;
  const end = start + size;
  const page = { items: items.slice(start, end) };
  return end < items.length ? { ...page, nextToken: Buffer.from(`${end}`).toString('base64') } : page;
}
