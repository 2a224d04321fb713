import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundleFunction } from './bundle-function.ts';

const run = promisify(execFile);

/** What each function calls while it warms up. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  'codepipeline-handler': ['GET / unsigned'],
  'sfn-history-handler': ['GET / unsigned'],
  'slack-sender': ['AmazonSSM.GetParameter'],
};

/** Unpacks the function's zip and returns the address of what Lambda loads. */
async function unpack(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'shipbell-zip-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const zip = await bundleFunction(fileURLToPath(new URL(`../../../${name}`, import.meta.url)));
  for (const [file, content] of Object.entries(unzipSync(zip))) await writeFile(join(folder, file), content);
  return pathToFileURL(join(folder, 'index.mjs')).href;
}

/** Starts an AWS of one host that has nothing, and returns its address and what it is asked. */
async function startAws() {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(callOf(request));
    response.writeHead(400).end('{"__type":"ParameterNotFound"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

function callOf({ method, url, headers }: IncomingMessage): string {
  return String(headers['x-amz-target'] ?? `${method} ${url} ${headers.authorization ? 'signed' : 'unsigned'}`);
}

describe.each(Object.entries(CALLS))('a cold start of %s', (name, whenWarm) => {
  it('gives Lambda the handler once it is warm, and prints nothing; with WARM_UP=false it calls nobody', async () => {
    const entry = await unpack(name);
    const { url, calls } = await startAws();
    const env = {
      ENVIRONMENT: 'dev',
      QUEUE_URL: `${url}/1/shipbell.fifo`,
      DEAD_LETTER_QUEUE_URL: `${url}/1/dead.fifo`,
      DEPLOYMENTS: '[]',
      STATE_MACHINES: '[]',
      SLACK_URL_PARAMETER: '/dev/SLACK_URL',
      LOG_LEVEL: 'debug',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_ENDPOINT_URL: url,
    };
    const script = `const { handler } = await import('${entry}'); console.log(typeof handler); process.exit();`;
    const start = (WARM_UP: string) =>
      run(process.execPath, ['--input-type=module', '-e', script], { env: { ...env, WARM_UP } });
    expect(await start('false')).toEqual({ stdout: 'function\n', stderr: '' });
    expect(calls).toEqual([]);
    expect(await start('true')).toEqual({ stdout: 'function\n', stderr: '' });
    expect(calls).toEqual(whenWarm);
  });
});
