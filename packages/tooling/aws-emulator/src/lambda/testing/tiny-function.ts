import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import { createFunction } from '../function.ts';
import type { RunningInvocation } from '../invocation.ts';

interface TinyOptions extends FunctionConfiguration {
  /** The files of the zip, in place of an index.js with the handler. */
  readonly files?: Readonly<Record<string, string>>;
  readonly onInvocation?: (invocation: RunningInvocation) => void;
}

/** Returns a deployed function with this handler, which ends with the test. `log` reads what it has logged so far. */
export function tinyFunction(handler: string, { onInvocation, files, ...more }: TinyOptions = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'shipbell-test-'));
  const stop = new AbortController();
  onTestFinished(() => {
    stop.abort();
    rmSync(directory, { recursive: true });
  });
  const code = files ?? { 'index.js': `exports.handler = ${handler}` };
  const content = zipSync(Object.fromEntries(Object.entries(code).map(([name, text]) => [name, strToU8(text)])));
  const zip = join(directory, 'tiny.zip');
  writeFileSync(zip, content);
  const configuration: FunctionConfiguration = {
    FunctionName: 'tiny',
    FunctionArn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:tiny',
    Handler: 'index.handler',
    Runtime: 'nodejs22.x',
    Timeout: 30,
    CodeSha256: createHash('sha256').update(content).digest('base64'),
    ...more,
  };
  const environment = { AWS_REGION: 'ap-northeast-2' };
  const lambda = createFunction({
    configuration,
    zip,
    environment,
    directory,
    closing: stop.signal,
    onInvocation,
  });
  return { lambda, log: () => readFileSync(join(directory, 'tiny.log'), 'utf8') };
}
