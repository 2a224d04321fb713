import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandResult, runCommand } from '../run-command.ts';
import { LOCK_FILE, shareProvider, terraformEnvironment } from '../terraform/provider.ts';
import { copyInfra } from '../terraform/terraform.ts';
import { type Outcome, step } from './step.ts';
import { addCounts, type Counts, NO_TESTS, STEP_FAILED, terraformCounts } from './test-counts.ts';

/** A copy of `infra`, in which Terraform leaves its provider and its lock files. */
export interface TerraformCopy {
  readonly infra: string;
  /** The root and its modules, as paths in `infra`. */
  readonly modules: readonly string[];
  /** Makes every `terraform init` of this run link to one provider. */
  readonly shared: NodeJS.ProcessEnv;
  /** The environment variables for Terraform in this copy. */
  readonly environment: NodeJS.ProcessEnv;
  remove(): Promise<void>;
}

/** Copies the `infra` of a repository into a temporary folder and fetches the provider for all who need it. */
export async function copyForTerraform(repository: string): Promise<TerraformCopy> {
  const directory = await mkdtemp(join(tmpdir(), 'shipbell-terraform-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const infra = await copyInfra(repository, directory);
    const modules = (await readdir(join(infra, 'modules'))).sort().map((name) => join('modules', name));
    const own = { ...(await terraformEnvironment(infra, { AWS_REGION: 'eu-west-1' })), TF_WORKSPACE: 'dev' };
    const shared = await shareProvider(infra, join(directory, 'providers'), own);
    return { infra, modules: ['.', ...modules], shared, environment: { ...own, ...shared }, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Checks the format of all files, then validates and tests the root and each module. */
export async function terraformTests(copy: TerraformCopy): Promise<Counts> {
  const format = await step('terraform fmt', async () => {
    const { ok, output } = await terraform(copy, '.', 'fmt', '-check', '-recursive', '-diff');
    return { counts: ok ? NO_TESTS : STEP_FAILED, output };
  });
  const tested: Counts[] = [];
  for (const module of copy.modules)
    tested.push(await step(`terraform validate and test: ${join('infra', module)}`, () => testModule(copy, module)));
  return addCounts([format, ...tested]);
}

async function testModule(copy: TerraformCopy, module: string): Promise<Outcome> {
  if (module !== '.' && (await needsProvider(copy, module)))
    await copyFile(join(copy.infra, LOCK_FILE), join(copy.infra, module, LOCK_FILE));
  const init = ['init', '-backend=false', '-lockfile=readonly', '-input=false', '-no-color'];
  for (const args of [init, ['validate', '-no-color']]) {
    const { ok, output } = await terraform(copy, module, ...args);
    if (!ok) return { counts: STEP_FAILED, output };
  }
  const { output } = await terraform(copy, module, 'test', '-no-color');
  return { counts: terraformCounts(output), output };
}

/** Returns whether a module needs the provider: Terraform refuses a lock file, which it may not write, in one that needs none. */
async function needsProvider({ infra }: TerraformCopy, module: string): Promise<boolean> {
  return (await readFile(join(infra, module, 'versions.tf'), 'utf8')).includes('required_providers');
}

function terraform({ infra, environment }: TerraformCopy, folder: string, ...args: string[]): Promise<CommandResult> {
  return runCommand({ command: 'terraform', args, cwd: join(infra, folder), env: environment });
}
