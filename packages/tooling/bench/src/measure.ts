import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFunction } from '@shipbell/build';
import { statusEvent } from '@shipbell/sfn-history-handler/testing';
import { unzipSync } from 'fflate';
import { startFakeAws } from './fake-aws.ts';
import { makeHistory, START_SECONDS } from './make-history.ts';
import { runScript } from './run-script.ts';

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

/** How many processes each number is the median of: the machine does other things too. */
const PROCESSES = 5;

const FUNCTION_FOLDER = dirname(fileURLToPath(import.meta.resolve('@shipbell/sfn-history-handler/package.json')));

/** Resolves with the time that it takes to parse and to format a history of so many events, in the median process. */
export async function measureFormatting(count: number): Promise<Formatting & { readonly ratio: number }> {
  const runs: Formatting[] = [];
  for (let run = 0; run < PROCESSES; run += 1)
    runs.push(await runScript<Formatting>('time-format.ts', [String(count)]));
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
  /** Bytes of memory at most. */
  readonly peak: number;
  /** Bytes of memory at most, without those that an empty handler takes. */
  readonly overEmpty: number;
  /** Calls of GetExecutionHistory. */
  readonly calls: number;
}

/** What `invoke.mjs` prints. */
interface Invoked {
  readonly ms: number;
  readonly peak: number;
}

/**
 * Measures the function as it is deployed, against Step Functions and SQS on loopback that answer after `latencyMs`.
 */
export async function measureHandler(count: number, latencyMs = 0): Promise<Invocation> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const aws = await startFakeAws(makeHistory(count), latencyMs);
  try {
    const zip = await bundleFunction(FUNCTION_FOLDER);
    for (const [name, content] of Object.entries(unzipSync(zip))) await writeFile(join(folder, name), content);
    const entry = join(folder, 'index.mjs');
    const authority = join(folder, 'ca.pem');
    await writeFile(authority, aws.certificate);
    const env = {
      ...ENVIRONMENT,
      AWS_ENDPOINT_URL: aws.url,
      QUEUE_URL: `${aws.url}/1/q.fifo`,
      NODE_EXTRA_CA_CERTS: authority,
    };
    const event = statusEvent({
      status: 'FAILED',
      startDate: START_SECONDS * 1_000,
      stopDate: (START_SECONDS + count / 16) * 1_000,
    });
    const runs: { handler: Invoked; empty: Invoked }[] = [];
    for (let run = 0; run < PROCESSES; run += 1) {
      runs.push({
        handler: await runScript<Invoked>('invoke.mjs', [entry, JSON.stringify(event)], env),
        empty: await runScript<Invoked>('invoke.mjs', [], env),
      });
    }
    return {
      ms: median(runs.map(({ handler }) => handler.ms)),
      peak: median(runs.map(({ handler }) => handler.peak)),
      overEmpty: median(runs.map(({ handler, empty }) => handler.peak - empty.peak)),
      calls: aws.calls.filter((call) => call === 'GetExecutionHistory').length / PROCESSES,
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

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
