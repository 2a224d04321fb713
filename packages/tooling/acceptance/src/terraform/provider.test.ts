import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findProviderMirror, LOCK_FILE, lockedVersion, PLATFORM, shareProvider } from './provider.ts';

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

describe('shareProvider', () => {
  /** Calls it with a Terraform that runs these lines of shell, and resolves with its result and the lock file after it. */
  async function share(...terraform: string[]) {
    const root = folder(`infra/${LOCK_FILE}`);
    writeFileSync(join(root, 'terraform'), ['#!/bin/sh', ...terraform].join('\n'), { mode: 0o755 });
    writeFileSync(join(root, 'infra', LOCK_FILE), 'locked');
    const environment = { ...process.env, PATH: [root, process.env.PATH].join(delimiter) };
    const shared = await shareProvider(join(root, 'infra'), join(root, 'providers'), environment);
    return { root, shared, lock: readFileSync(join(root, 'infra', LOCK_FILE), 'utf8') };
  }

  it('lets Terraform fill a folder, and makes every later init take the provider from there', async () => {
    const { root, shared } = await share('echo filled > "$TF_PLUGIN_CACHE_DIR/provider"');
    expect(readFileSync(join(root, 'providers/provider'), 'utf8')).toBe('filled\n');
    expect(shared).toEqual({ TF_CLI_ARGS_init: `-plugin-dir=${join(root, 'providers')}` });
  });

  it('shares nothing and restores the lock file where that lacks the checksums of this platform', async () => {
    const { shared, lock } = await share(`echo added >> ${LOCK_FILE}`);
    expect({ shared, lock }).toEqual({ shared: {}, lock: 'locked' });
  });

  it('fails with what Terraform printed', async () => {
    await expect(share('echo no registry >&2', 'exit 1')).rejects.toThrow('no registry');
  });
});
