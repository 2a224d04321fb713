import { awsError, jsonResponse, type Service } from './gateway.ts';

/** An operation of a service in AWS's JSON protocol: its input as it came, its output with dates. */
// biome-ignore lint/suspicious/noExplicitAny: each operation says in the SDK's type what it is asked
export type Operation = (input: any) => object;

/** An error that AWS answers with, by its name. */
export class AwsFault extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Answers these operations, and leaves the others to moto. */
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

/** The asked page of a list under the name that the output has for it. */
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

/** The page that begins at the token, or at the beginning without one. Undefined for a token that no page gave. */
export function pageOf<Item>(items: readonly Item[], size: number, nextToken?: string): Page<Item> | undefined {
  const start = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64').toString() || 'none');
  if (!(start >= 0 && start <= items.length)) return undefined;
  const end = start + size;
  const page = { items: items.slice(start, end) };
  return end < items.length ? { ...page, nextToken: Buffer.from(`${end}`).toString('base64') } : page;
}
