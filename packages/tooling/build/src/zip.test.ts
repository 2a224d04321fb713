import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { deterministicZip } from './zip.ts';

/** Files as a reader unpacks them. */
const anyFiles = fc.dictionary(fc.stringMatching(/^[a-zé]{1,8}\.js$/), fc.uint8Array({ maxLength: 3_000 }), {
  minKeys: 1,
  maxKeys: 4,
  noNullPrototype: true,
});

/** Returns what Python's zipfile, which checks each file's checksum, says of a zip. */
async function readByPython(zip: Uint8Array): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'shipbell-zip-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'a.zip');
  await writeFile(path, zip);
  const script = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    files = [[i.filename, i.date_time, oct(i.external_attr >> 16), i.compress_type, z.read(i).decode()] for i in z.infolist()]
print(json.dumps(files))`;
  return JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }));
}

describe('deterministicZip', () => {
  it('gives back every file as it was, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, async (files) => {
        expect(Object.entries(unzipSync(await deterministicZip(files)))).toEqual(Object.entries(files).sort());
      }),
      { numRuns: 50 },
    );
  });

  it('has the same bytes for every order of its files', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, async (files) => {
        const reversed = Object.fromEntries(Object.entries(files).reverse());
        expect(await deterministicZip(reversed)).toEqual(await deterministicZip(files));
      }),
      { numRuns: 50 },
    );
  });

  it('has the same bytes in every time zone', async () => {
    const inZone = async (zone: string) => {
      vi.stubEnv('TZ', zone);
      return { offset: new Date(0).getTimezoneOffset(), zip: await deterministicZip({ 'a.js': 'a' }) };
    };
    const one = await inZone('Asia/Seoul');
    const other = await inZone('America/Los_Angeles');
    vi.unstubAllEnvs();
    expect(one.offset).not.toBe(other.offset);
    expect(one.zip).toEqual(other.zip);
  });

  it('is read by another program: deflated files of one date, with the right checksums, that everyone may read', async () => {
    const code = 'exports.handler = () => "é";\n'.repeat(1_000);
    const zip = await deterministicZip({ 'index.js': code, 'EMPTY.txt': '' });
    const date = [1980, 1, 1, 0, 0, 0];
    expect(await readByPython(zip)).toEqual([
      ['EMPTY.txt', date, '0o100644', 8, ''],
      ['index.js', date, '0o100644', 8, code],
    ]);
    expect(zip.length).toBeLessThan(code.length / 50);
  });

  it('has the bytes that it had on other machines', async () => {
    const code = Array.from({ length: 2_000 }, (_, index) => `f${index % 61}(${index * index});`).join('\n');
    const hash = createHash('sha256')
      .update(await deterministicZip({ 'index.js': code }))
      .digest('hex');
    expect(hash).toBe('fbdb0522ade202c6fb00f9444fa7ed6bb5973d52ca7e85b5db69f4b5c74dda3e');
  });
});
