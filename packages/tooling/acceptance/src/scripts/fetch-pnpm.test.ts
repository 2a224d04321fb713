import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../run-command.ts';

const SCRIPTS = join(import.meta.dirname, '../../../../../scripts');
const PLATFORM = `${process.platform}-${process.arch}`;
/** In place of pnpm: says what it was called with, and what it sees. */
const PNPM = '#!/bin/sh\necho "pnpm $* in $PWD, secret: $AWS_SECRET_ACCESS_KEY, on the path: $(command -v pnpm)"\n';
/** In place of npm: says what it was asked for, and leaves the package in the folder where it was called. */
const NPM =
  '#!/bin/sh\necho "$*, secret: $AWS_SECRET_ACCESS_KEY" >>"$REGISTRY/asked.txt"\ncp "$REGISTRY"/*.tgz . || exit 1\n';

describe('scripts/pnpm', () => {
  let clone: string;
  let registry: string;

  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shipbell-pnpm-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    clone = join(folder, 'a clone');
    registry = join(folder, 'registry');
    await cp(SCRIPTS, join(clone, 'scripts'), { recursive: true });
    await writeFile(join(clone, 'package.json'), '{\n  "packageManager": "pnpm@1.2.3"\n}\n');
    await mkdir(join(registry, 'package'), { recursive: true });
    await writeExecutable(join(registry, 'package/pnpm'), PNPM);
    await writeExecutable(join(registry, 'bin/npm'), NPM);
    execFileSync('tar', ['-czf', 'any.tgz', 'package'], { cwd: registry });
    await commitChecksum(
      `sha512-${createHash('sha512')
        .update(await archive())
        .digest('base64')}`,
    );
  });

  async function writeExecutable(path: string, text: string): Promise<void> {
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text);
    await chmod(path, 0o755);
  }

  function archive(): Promise<Buffer> {
    return readFile(join(registry, 'any.tgz'));
  }

  async function commitChecksum(checksum: string): Promise<void> {
    await writeFile(
      join(clone, 'scripts/lib/pnpm-checksums.txt'),
      `# Any\nother-x64 sha512-A\n${PLATFORM} ${checksum}\n`,
    );
  }

  function start(...args: readonly string[]) {
    const { PATH } = process.env;
    return runCommand({
      command: join(clone, 'scripts/pnpm'),
      args,
      cwd: tmpdir(),
      env: { PATH: `${join(registry, 'bin')}:${PATH}`, REGISTRY: registry, AWS_SECRET_ACCESS_KEY: 'hidden' },
    });
  }

  /** Resolves with what npm was asked for, one line each time. */
  async function asked(): Promise<string[]> {
    const lines = await readFile(join(registry, 'asked.txt'), 'utf8').catch(() => '');
    return lines.split('\n').filter((line) => line !== '');
  }

  it('fetches the committed pnpm once and runs it in the root, without the credentials of the shell', async () => {
    const path = join(clone, '.bin/pnpm-1.2.3/pnpm');
    const output = `in ${clone}, secret: , on the path: ${path}\n`;
    expect(await start('run', 'a b')).toEqual({ ok: true, output: `pnpm run a b ${output}` });
    expect(await start('again')).toEqual({ ok: true, output: `pnpm again ${output}` });
    expect(await asked()).toEqual([`pack --loglevel=error @pnpm/exe.${PLATFORM}@1.2.3, secret: `]);
  });

  it('runs nothing of a pnpm with another checksum, says which it is, and goes on when it is mended', async () => {
    const fetched = await archive();
    await writeFile(join(registry, 'any.tgz'), Buffer.concat([fetched, Buffer.from('x')]));
    const { ok, output } = await start('run');
    expect(ok).toBe(false);
    expect(output).toContain(`The @pnpm/exe.${PLATFORM}@1.2.3 that npm fetched is another one than is committed here`);
    expect(output).toMatch(
      /fetched: {2}sha512-\S{88}\n {2}expected: sha512-\S{88} \(scripts\/lib\/pnpm-checksums\.txt\)/,
    );
    expect(output).not.toContain('pnpm run');
    expect(existsSync(join(clone, '.bin'))).toBe(false);

    await writeFile(join(registry, 'any.tgz'), fetched);
    expect(await start('run')).toEqual({ ok: true, output: expect.stringContaining('pnpm run') });
  });

  it('fetches again when package.json names another version', async () => {
    await start('run');
    await writeFile(join(clone, 'package.json'), '{\n  "packageManager": "pnpm@1.2.4"\n}\n');
    expect(await start('run')).toEqual({ ok: true, output: expect.stringContaining('/.bin/pnpm-1.2.4/pnpm') });
    expect(await asked()).toHaveLength(2);
    expect(existsSync(join(clone, '.bin/pnpm-1.2.3'))).toBe(false);
  });

  it('says that npm could not fetch it', async () => {
    await rm(join(registry, 'any.tgz'));
    const { ok, output } = await start('run');
    expect(ok).toBe(false);
    expect(output).toContain(`@pnpm/exe.${PLATFORM}@1.2.3 could not be fetched: see above.`);
  });

  it('asks for nothing on a platform whose checksum is not committed', async () => {
    await writeFile(join(clone, 'scripts/lib/pnpm-checksums.txt'), 'other-x64 sha512-A\n');
    const { ok, output } = await start('run');
    expect(ok).toBe(false);
    expect(output).toContain(`scripts/lib/pnpm-checksums.txt has no checksum for ${PLATFORM}`);
    expect(await asked()).toEqual([]);
  });
});
