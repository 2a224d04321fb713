import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { runCommand } from '../run-command.ts';

/** The file with the version and the checksums of the AWS provider, which the modules share with the root. */
export const LOCK_FILE = '.terraform.lock.hcl';

/**
 * Returns this process's environment for Terraform, without the variables that choose an AWS account or a workspace. Where a
 * folder on this machine holds the provider, `terraform init` takes it from there.
 *
 * @param infra the folder with the lock file
 * @param cloud variables that point Terraform at a cloud
 */
export async function terraformEnvironment(infra: string, cloud: Record<string, string>): Promise<NodeJS.ProcessEnv> {
  const kept = ['TF_CLI_CONFIG_FILE', 'TF_PLUGIN_CACHE_DIR', 'TF_CLI_ARGS_init'];
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|TF)_/.test(name) || kept.includes(name));
  const mirror = process.env.TF_CLI_ARGS_init ? undefined : await findProviderMirror(await lockedVersion(infra));
  return {
    ...Object.fromEntries(inherited),
    ...cloud,
    ...(mirror && { TF_CLI_ARGS_init: `-plugin-dir=${mirror}` }),
    // The provider's schema is hundreds of megabytes that stay: looking through them less often saves a third of the time.
    GOGC: process.env.GOGC ?? '400',
    TF_IN_AUTOMATION: 'true',
    CHECKPOINT_DISABLE: 'true',
  };
}

/**
 * Finds a folder on this machine that holds the AWS provider in this version for this platform, for machines that cannot
 * reach Terraform's registry. A folder named `providers` does not count: it belongs to one working directory of Terraform,
 * or to one run of our tests, and goes with that.
 */
export function findProviderMirror(version: string, searchIn = '/'): Promise<string | undefined> {
  const search = [searchIn, '-xdev', '-maxdepth', '4', '-type', 'd', '-name', 'registry.terraform.io'];
  return new Promise((resolve) => {
    // The status is of no interest: find fails for every folder it may not read.
    execFile('find', search, (_error, stdout) => {
      const registries = stdout.split('\n').filter((path) => path !== '' && holdsProvider(path, version));
      resolve(registries.map((path) => dirname(path)).find((mirror) => basename(mirror) !== 'providers'));
    });
  });
}

const OPERATING_SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' };
const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', ia32: '386' };
/** The machine's platform as Terraform writes it, such as `linux_amd64`. */
export const PLATFORM = [
  OPERATING_SYSTEMS[process.platform] ?? process.platform,
  ARCHITECTURES[process.arch] ?? process.arch,
].join('_');

/** Returns whether a mirror's folder of the registry has the provider, unpacked or as the registry's zip. */
function holdsProvider(registry: string, version: string): boolean {
  const provider = join(registry, 'hashicorp', 'aws');
  const unpacked = join(provider, version, PLATFORM);
  const isUnpacked =
    existsSync(unpacked) && readdirSync(unpacked).some((name) => name.startsWith('terraform-provider-aws'));
  return isUnpacked || existsSync(join(provider, `terraform-provider-aws_${version}_${PLATFORM}.zip`));
}

/** Reads the version of the AWS provider off the lock file. */
export async function lockedVersion(infra: string): Promise<string> {
  const lock = await readFile(join(infra, LOCK_FILE), 'utf8');
  const [, version] =
    /^provider "registry\.terraform\.io\/hashicorp\/aws" \{\s*version\s*=\s*"([^"]+)"/m.exec(lock) ?? [];
  if (version === undefined) throw new Error(`${LOCK_FILE} does not lock hashicorp/aws`);
  return version;
}

/**
 * Fetches and unpacks the provider once, and returns the variables that make every `terraform init` link to it: it is
 * hundreds of megabytes. Terraform fills its plugin cache here, and afterwards only reads it, as a mirror, because several
 * Terraforms that fill one cache at a time break it. A mirror must match the lock file's checksums of unpacked providers, so
 * where those lack this platform, every init goes on to fetch the provider for itself.
 *
 * @param infra a copy of the root module
 * @param folder is made for the provider, and belongs to this run
 */
export async function shareProvider(
  infra: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<NodeJS.ProcessEnv> {
  await mkdir(folder, { recursive: true });
  const lockFile = join(infra, LOCK_FILE);
  const lock = await readFile(lockFile, 'utf8');
  const { ok, output } = await runCommand({
    command: 'terraform',
    args: ['init', '-backend=false', '-input=false', '-no-color'],
    cwd: infra,
    env: { ...environment, TF_PLUGIN_CACHE_DIR: folder },
  });
  if (!ok) throw new Error(`terraform init failed:\n${output}`);
  if ((await readFile(lockFile, 'utf8')) === lock) return { TF_CLI_ARGS_init: `-plugin-dir=${folder}` };
  await writeFile(lockFile, lock);
  return {};
}
