import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleFunction } from './bundle-function.ts';

const FUNCTIONS = ['codepipeline-handler', 'sfn-history-handler', 'slack-sender'] as const;

function folderOf(name: string): string {
  return fileURLToPath(new URL(`../../../${name}`, import.meta.url));
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('the zip of a function', () => {
  const zips = new Map<string, Uint8Array>();
  beforeAll(async () => {
    for (const name of FUNCTIONS) zips.set(name, await bundleFunction(folderOf(name)));
  });

  function zipOf(name: string): Uint8Array {
    return zips.get(name) ?? new Uint8Array();
  }

  function fileOf(name: string, file: string): string {
    return strFromU8(unzipSync(zipOf(name))[file] ?? new Uint8Array());
  }

  it('has the same bytes when it is built again', async () => {
    expect(hash(await bundleFunction(folderOf('slack-sender')))).toBe(hash(zipOf('slack-sender')));
  });

  it('holds the code, without a source map or a path of this machine, and the notices of what is bundled', () => {
    expect(Object.keys(unzipSync(zipOf('slack-sender')))).toEqual([
      'THIRD-PARTY-NOTICES.txt',
      'bundle.cjs',
      'index.mjs',
    ]);
    const code = fileOf('slack-sender', 'bundle.cjs');
    expect(code).not.toContain('sourceMappingURL');
    expect(code).not.toContain(folderOf('slack-sender').slice(0, -'/packages/slack-sender'.length));
    const notices = fileOf('slack-sender', 'THIRD-PARTY-NOTICES.txt');
    expect(notices).toMatch(/@aws-sdk\/client-ssm@\S+ \(Apache-2\.0\)/);
    expect(notices).toMatch(/valibot@\S+ \(MIT\)[\s\S]*Permission is hereby granted/);
  });

  it.each(FUNCTIONS)('runs when it is loaded: the code of %s says what its environment lacks', (name) => {
    const load = compileFunction(fileOf(name, 'bundle.cjs'), ['require', 'module']);
    expect(() => load(createRequire(import.meta.url), { exports: {} })).toThrow(
      /^Check the function's environment variables: ENVIRONMENT is missing/,
    );
  });

  it('leaves out the chain of credential providers that Lambda never walks', () => {
    expect(fileOf('slack-sender', 'bundle.cjs')).not.toContain('AWS_WEB_IDENTITY_TOKEN_FILE');
  });

  it.each(FUNCTIONS)(
    'needs nothing of what is left out for event streams, because no operation of %s streams events',
    (name) => {
      const code = fileOf(name, 'bundle.cjs');
      expect(code, 'the stub').toContain('This operation streams events');
      // The SDK's models name the trait of a member that is streamed.
      expect(code).not.toContain('"streaming"');
    },
  );

  it('stays under 75 KB for the sender, for its size is part of every cold start', () => {
    expect(zipOf('slack-sender').length).toBeLessThan(75 * 1024);
  });
});
