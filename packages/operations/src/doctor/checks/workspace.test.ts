import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout, findingsOf } from '../../testing/set-up-doctor.ts';
import { workspace } from './workspace.ts';

describe('workspace', () => {
  it('is well where Terraform’s workspace is the environment’s', async () => {
    const root = await checkout({ 'infra/.terraform/environment': 'dev' });
    expect(await findingsOf(workspace, {}, { root })).toEqual([{ kind: 'ok', what: 'dev' }]);
  });

  it('fails for another one, selected or in the shell', async () => {
    const root = await checkout({ 'infra/.terraform/environment': 'prod', 'data/environment': 'qa' });
    const select = 'terraform -chdir=infra workspace select -or-create dev';
    expect(await findingsOf(workspace, {}, { root })).toMatchObject([{ kind: 'failed', type: select }]);
    const TF_DATA_DIR = join(root, 'data');
    expect(await findingsOf(workspace, {}, { root, shell: { TF_DATA_DIR } })).toMatchObject([
      { kind: 'failed', what: expect.stringContaining(' is qa,') },
    ]);
    expect(await findingsOf(workspace, {}, { root, shell: { TF_WORKSPACE: 'qa' } })).toMatchObject([
      { kind: 'failed', type: 'export TF_WORKSPACE=dev' },
    ]);
  });

  it('is not known where nobody selected one', async () => {
    expect(await findingsOf(workspace, {})).toMatchObject([{ kind: 'unknown' }]);
  });
});
