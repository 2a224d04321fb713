import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findProviderMirror, LOCK_FILE, lockedVersion, PLATFORM } from './provider.ts';

const PROVIDER = 'registry.terraform.io/hashicorp/aws';

/** Makes a folder with these files, which is removed after the test. */
function folder(...files: string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'shipbell-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  return root;
}

function unpacked(version: string, platform = PLATFORM): string {
  return `${PROVIDER}/${version}/${platform}/terraform-provider-aws_v${version}_x5`;
}

describe('findProviderMirror', () => {
  it('finds the mirror that holds the version unpacked', async () => {
    const root = folder(`plugins/${unpacked('5.100.0')}`);
    expect(await findProviderMirror('5.100.0', root)).toBe(join(root, 'plugins'));
  });

  it('finds the mirror that holds the version as a zip', async () => {
    const root = folder(`plugins/${PROVIDER}/terraform-provider-aws_5.100.0_${PLATFORM}.zip`);
    expect(await findProviderMirror('5.100.0', root)).toBe(join(root, 'plugins'));
  });

  it('passes over a plugin cache that holds another version only', async () => {
    const cache = `a-cache/${unpacked('5.99.1')}`;
    expect(await findProviderMirror('5.100.0', folder(cache))).toBeUndefined();
    const root = folder(cache, `z-plugins/${unpacked('5.100.0')}`);
    expect(await findProviderMirror('5.100.0', root)).toBe(join(root, 'z-plugins'));
  });

  it('passes over a mirror for another platform, and one whose folder is empty', async () => {
    expect(await findProviderMirror('5.100.0', folder(`plugins/${unpacked('5.100.0', 'plan9_mips')}`))).toBeUndefined();
    const empty = folder(`plugins/${PROVIDER}/5.100.0/${PLATFORM}/LICENSE.txt`);
    expect(await findProviderMirror('5.100.0', empty)).toBeUndefined();
  });

  it('passes over the folder of one working directory', async () => {
    const root = folder(`.terraform/providers/${unpacked('5.100.0')}`);
    expect(await findProviderMirror('5.100.0', root)).toBeUndefined();
  });
});

describe('lockedVersion', () => {
  it('reads the version of the AWS provider', async () => {
    const root = folder(LOCK_FILE);
    const lock =
      'provider "registry.terraform.io/hashicorp/aws" {\n  version     = "5.100.0"\n  constraints = "< 7.0.0"\n}\n';
    writeFileSync(join(root, LOCK_FILE), lock);
    expect(await lockedVersion(root)).toBe('5.100.0');
  });

  it('fails where the provider is not locked', async () => {
    await expect(lockedVersion(folder(LOCK_FILE))).rejects.toThrow('does not lock hashicorp/aws');
  });
});
