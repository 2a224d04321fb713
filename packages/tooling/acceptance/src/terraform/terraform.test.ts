import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { copyInfra } from './terraform.ts';

function folder(files: string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'shipbell-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  return root;
}

describe('copyInfra', () => {
  it('copies the modules, and leaves the state, the provider and the backend of the person behind', async () => {
    const taken = ['main.tf', '.terraform.lock.hcl', 'modules/queue/main.tf', 'backend.tf.example'];
    const left = [
      'backend.tf',
      'terraform.tfstate',
      'terraform.tfstate.backup',
      'terraform.tfstate.d/dev/terraform.tfstate',
      '.terraform/environment',
    ];
    const repository = folder([...taken, ...left].map((file) => `infra/${file}`));
    const copy = await copyInfra(repository, folder([]));
    expect(taken.filter((file) => existsSync(join(copy, file)))).toEqual(taken);
    expect(left.filter((file) => existsSync(join(copy, file)))).toEqual([]);
  });

  it('puts the packages where the paths of infra lead to the zips', async () => {
    const repository = folder(['infra/main.tf', 'packages/sender/dist/sender.zip']);
    const copy = await copyInfra(repository, folder([]));
    expect(existsSync(join(copy, '../packages/sender/dist/sender.zip'))).toBe(true);
  });
});
