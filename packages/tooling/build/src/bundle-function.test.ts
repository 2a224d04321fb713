import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { bundleFunction } from './bundle-function.ts';
import { deterministicZip } from './zip.ts';

const sender = fileURLToPath(new URL('../../../slack-sender', import.meta.url));
function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('the zip of a function', () => {
  it('has the same bytes when it is built again', async () => {
    expect(hash(await bundleFunction(sender))).toBe(hash(await bundleFunction(sender)));
  });

  it('has the same bytes in every time zone and for every order of its files', () => {
    const inZone = (zone: string, files: Record<string, string>) => {
      vi.stubEnv('TZ', zone);
      return { offset: new Date(0).getTimezoneOffset(), hash: hash(deterministicZip(files)) };
    };
    const one = inZone('Asia/Seoul', { 'a.js': 'a', 'b.txt': 'b' });
    const other = inZone('America/Los_Angeles', { 'b.txt': 'b', 'a.js': 'a' });
    vi.unstubAllEnvs();
    expect(one.offset).not.toBe(other.offset);
    expect(one.hash).toBe(other.hash);
  });

  it('holds the code, without a source map or a path of this machine, and the notices of what is bundled', async () => {
    const files = unzipSync(await bundleFunction(sender));
    expect(Object.keys(files).sort()).toEqual(['THIRD-PARTY-NOTICES.txt', 'index.js']);
    const code = strFromU8(files['index.js'] ?? new Uint8Array());
    expect(code).not.toContain('sourceMappingURL');
    expect(code).not.toContain(sender.slice(0, -'/packages/slack-sender'.length));
    const notices = strFromU8(files['THIRD-PARTY-NOTICES.txt'] ?? new Uint8Array());
    expect(notices).toMatch(/@aws-sdk\/client-ssm@\S+ \(Apache-2\.0\)/);
    expect(notices).toMatch(/valibot@\S+ \(MIT\)[\s\S]*Permission is hereby granted/);
  });

  it('leaves out the chain of credential providers that Lambda never walks', async () => {
    const files = unzipSync(await bundleFunction(sender));
    expect(strFromU8(files['index.js'] ?? new Uint8Array())).not.toContain('AWS_WEB_IDENTITY_TOKEN_FILE');
  });

  it.each(['codepipeline-handler', 'sfn-history-handler', 'slack-sender'])(
    'needs nothing of what is left out for event streams, because no operation of %s streams events',
    async (name) => {
      const files = unzipSync(await bundleFunction(fileURLToPath(new URL(`../../../${name}`, import.meta.url))));
      const code = strFromU8(files['index.js'] ?? new Uint8Array());
      expect(code, 'the stub').toContain('This operation streams events');
      // The SDK's models name the trait of a member that is streamed.
      expect(code).not.toContain('"streaming"');
    },
  );

  it('stays under 100 KB for the sender, for its size is part of every cold start', async () => {
    expect((await bundleFunction(sender)).length).toBeLessThan(100 * 1024);
  });
});
