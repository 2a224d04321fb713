import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Check, type DoctorContext, failed, ok, unknown } from '../check.ts';

/** Whether the next `terraform apply` in this checkout would touch this environment. */
export const workspace: Check = {
  name: 'workspace',
  actions: [],
  async run(context) {
    const { environment } = context;
    const selected = await selectedWorkspace(context);
    if (selected === undefined) return [unknown('Terraform has no workspace selected in this checkout')];
    if (selected === environment) return [ok(selected)];
    return [
      failed(
        `Terraform’s workspace in this checkout is ${selected}, so that it would not apply ${environment}.`,
        context.shell.TF_WORKSPACE
          ? `export TF_WORKSPACE=${environment}`
          : `terraform -chdir=infra workspace select -or-create ${environment}`,
      ),
    ];
  },
};

/**
 * Returns the workspace that Terraform would take, undefined where nobody selected one here:
 * https://developer.hashicorp.com/terraform/cli/config/environment-variables
 */
async function selectedWorkspace({ root, shell }: DoctorContext): Promise<string | undefined> {
  if (shell.TF_WORKSPACE) return shell.TF_WORKSPACE;
  const data = resolve(root, 'infra', shell.TF_DATA_DIR || '.terraform');
  const name = await readFile(resolve(data, 'environment'), 'utf8').catch(() => '');
  return name.trim() || undefined;
}
