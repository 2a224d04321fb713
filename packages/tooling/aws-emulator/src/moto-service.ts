import type { Service } from './gateway.ts';
import { send } from './http.ts';
import type { Moto } from './moto.ts';

/**
 * Passes requests on to moto as they are, in one of its accounts.
 * http://docs.getmoto.org/en/latest/docs/multi_account.html
 */
export function motoService({ url }: Moto, account: string): Service {
  return ({ method, path, headers, body }) =>
    send(url, { method, path, headers: { ...headers, 'x-moto-account-id': account }, body });
}
