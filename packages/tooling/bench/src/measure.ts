import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFunction } from '@shipbell/build';
import { statusEvent } from '@shipbell/sfn-history-handler/bench';
import { unzipSync } from 'fflate';
import { inProcess, median } from './child.ts';
import { startFakeAws } from './fake-aws.ts';
import { makeHistory, START } from './make-history.ts';

interface Timing {
  readonly parse: number;
  readonly format: number;
  readonly characters: number;
}

export interface Formatting {
  readonly first: Timing;
  readonly again: Timing;
  readonly article: { readonly format: number; readonly characters: number };
}

/** Processes for each number; the machine does other things too. */
const RUNS = 5;

/** The median process's times to parse and to format a history of so many events. */
export async function measureFormatting(count: number): Promise<Formatting & { readonly ratio: number }> {
  const runs: Formatting[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await inProcess<Formatting>('time-format.ts', [String(count)]));
  const of = (pick: (run: Formatting) => number) => median(runs.map(pick));
  const [any] = runs as [Formatting];
  return {
    first: { ...any.first, parse: of(({ first }) => first.parse), format: of(({ first }) => first.format) },
    again: { ...any.again, parse: of(({ again }) => again.parse), format: of(({ again }) => again.format) },
    ratio: of(({ again }) => again.format / again.parse),
    article: { ...any.article, format: of(({ article }) => article.format) },
  };
}

export interface Invocation {
  readonly ms: number;
  /** Bytes of memory at most, and how much more that is than an empty handler takes. */
  readonly peak: number;
  readonly overEmpty: number;
  /** Calls of GetExecutionHistory. */
  readonly calls: number;
}

interface Ran {
  readonly ms: number;
  readonly peak: number;
}

/** The function as it is deployed, against Step Functions and SQS on loopback. */
export async function measureHandler(count: number, latency = 0): Promise<Invocation> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const aws = await startFakeAws(makeHistory(count), latency);
  try {
    const zip = await bundleFunction(fileURLToPath(new URL('../../../sfn-history-handler', import.meta.url)));
    const bundle = join(folder, 'index.js');
    await writeFile(bundle, unzipSync(zip)['index.js'] ?? '');
    const authority = join(folder, 'ca.pem');
    await writeFile(authority, aws.certificate);
    const env = {
      ...ENVIRONMENT,
      AWS_ENDPOINT_URL: aws.url,
      QUEUE_URL: `${aws.url}/1/q.fifo`,
      NODE_EXTRA_CA_CERTS: authority,
    };
    const event = statusEvent({ status: 'FAILED', startDate: START * 1_000, stopDate: (START + count / 16) * 1_000 });
    const runs: { handler: Ran; empty: Ran }[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      runs.push({
        handler: await inProcess<Ran>('invoke.cjs', [bundle, JSON.stringify(event)], env),
        empty: await inProcess<Ran>('invoke.cjs', [], env),
      });
    }
    return {
      ms: median(runs.map(({ handler }) => handler.ms)),
      peak: median(runs.map(({ handler }) => handler.peak)),
      overEmpty: median(runs.map(({ handler, empty }) => handler.peak - empty.peak)),
      calls: aws.calls.filter((call) => call === 'GetExecutionHistory').length / RUNS,
    };
  } finally {
    aws.stop();
    await rm(folder, { recursive: true });
  }
}

const ENVIRONMENT = {
  ENVIRONMENT: 'bench',
  STATE_MACHINES: '[]',
  LOG_LEVEL: 'error',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
};
