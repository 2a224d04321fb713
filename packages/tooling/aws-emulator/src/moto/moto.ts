import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProcessGroup } from '../child-process-group.ts';
import { awsCredentials } from '../clients.ts';
import type { Service } from '../gateway/gateway.ts';
import { freePort, send } from '../gateway/http.ts';
import { type MotoCommand, motoCommands } from './moto-commands.ts';

/** A moto server. */
export interface Moto {
  readonly url: string;
  /** The AWS account to use in it. On a shared server every cloud has another one, so that they do not meet. */
  readonly account: string;
  stop(): Promise<void>;
}

/** The account in AWS's documentation, and moto's default. */
const OWN_ACCOUNT = '123456789012';

/** Long, because Docker and uvx download moto at their first start. */
const START_TIMEOUT_MS = 180_000;

/**
 * Returns the moto server of `MOTO_URL`, else starts one in the first way that works on this machine: `moto_server` on the
 * PATH, uvx, a virtual environment, Docker. Its Step Functions interpreter is on, and it does not run Lambda in Docker.
 *
 * @param directory the folder for its log
 * @param progress prints a line on each way that is tried
 * @param stopping aborts the start
 */
export async function startMoto(
  directory: string,
  progress: (line: string) => void,
  stopping: AbortSignal,
): Promise<Moto> {
  const shared = process.env.MOTO_URL;
  if (shared) {
    progress(`using the moto server of MOTO_URL, ${shared}`);
    await configureMoto(shared).catch((cause) => {
      throw new Error(`The moto server of MOTO_URL, ${shared}, cannot be used: ${cause.message}`, { cause });
    });
    return { url: shared, account: String(randomInt(1e11, 1e12)), stop: async () => {} };
  }
  const failures: string[] = [];
  for (const command of motoCommands()) {
    progress(`starting moto with ${command.name}`);
    try {
      return await start(command, join(directory, 'moto.log'), stopping);
    } catch (error) {
      stopping.throwIfAborted();
      failures.push(`${command.name}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    `No way to start moto worked. Install it (pip install 'moto[server]') or set MOTO_URL.\n${failures.join('\n')}`,
  );
}

async function start(command: MotoCommand, log: string, stopping: AbortSignal): Promise<Moto> {
  const port = await freePort();
  const [program, ...args] = await command.prepare(port, stopping);
  const server = startProcessGroup(program, args, { env: motoEnvironment(), output: openSync(log, 'a') });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(() => configureMoto(url), server.process, stopping);
  } catch (error) {
    await server.end();
    throw new Error(`${(error as Error).message} (log: ${log})`, { cause: error });
  }
  return { url, account: OWN_ACCOUNT, stop: server.end };
}

async function untilReady(probe: () => Promise<void>, server: ChildProcess, signal: AbortSignal): Promise<void> {
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (server.exitCode !== null) throw new Error(`it ended with status ${server.exitCode}`);
      if (Date.now() > giveUpAt) throw error;
      await sleep(100, undefined, { signal });
    }
  }
}

/** Turns on the Step Functions interpreter, and Docker off: http://docs.getmoto.org/en/latest/docs/configuration/ */
export async function configureMoto(url: string): Promise<void> {
  const config = { stepfunctions: { execute_state_machine: true }, lambda: { use_docker: false } };
  const response = await fetch(`${url}/moto-api/config`, { method: 'POST', body: JSON.stringify(config) });
  if (!response.ok) throw new Error(`${url} refused moto's configuration with status ${response.status}`);
}

/**
 * Returns this process's environment without AWS's and moto's variables, which moto's boto3 would follow. It has
 * credentials, because boto3 without any asks EC2's metadata service, and where a proxy answers in that service's place,
 * moto answers Terraform with 500.
 */
function motoEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|MOTO)_/.test(name));
  const { NO_PROXY, no_proxy = NO_PROXY } = process.env;
  return {
    ...Object.fromEntries(inherited),
    ...awsCredentials,
    // The tasks of a state machine call moto itself, at localhost. Of the two spellings, Python prefers lower case.
    no_proxy: [no_proxy, 'localhost', '127.0.0.1'].filter(Boolean).join(','),
  };
}

/**
 * Returns a service that passes requests on to moto unchanged, in one of its accounts.
 * http://docs.getmoto.org/en/latest/docs/multi_account.html
 */
export function motoService({ url }: Moto, account: string): Service {
  return ({ method, path, headers, body }) =>
    send(url, { method, path, headers: { ...headers, 'x-moto-account-id': account }, body });
}
