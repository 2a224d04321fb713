import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { copyFile, cp, mkdir, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { startProcessGroup } from '@shipbell/aws-emulator';
import { terraformEnvironment } from './provider.ts';

/** The real Terraform on a copy of `infra`, with a state and a workspace of its own. */
export interface Terraform {
  init(): Promise<void>;
  apply(): Promise<void>;
  /** Resolves with whether another apply would change something. */
  planShowsChanges(): Promise<boolean>;
  outputs(): Promise<Record<string, unknown>>;
  /** Resolves with what has been applied. */
  applied(): Promise<Resource[]>;
  /** Resolves with what would be there after another apply with these variables: `discover_pipelines=false`. */
  planned(...variables: string[]): Promise<Resource[]>;
}

/** A resource as Terraform's state or plan has it. */
export interface Resource {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A module as `terraform show` writes it: https://developer.hashicorp.com/terraform/internals/json-format */
interface ShownModule {
  readonly resources?: readonly Resource[];
  readonly child_modules?: readonly ShownModule[];
}

export interface TerraformOptions {
  /** A run's own folder. Terraform's whole output is in its `terraform.log`. */
  readonly directory: string;
  readonly workspace: string;
  /** Path of the file with the workspace's variables. */
  readonly varFile: string;
  /** Points Terraform at a cloud. */
  readonly environment: Record<string, string>;
  progress(line: string): void;
  /** Ends Terraform, whatever it is doing. */
  readonly stopping: AbortSignal;
}

/** The provider waits 25 s for every queue, so more of them at a time. */
const PARALLELISM = '-parallelism=30';
const VAR_FILE = '-var-file=local.tfvars';
const REPOSITORY = fileURLToPath(new URL('../../../../../', import.meta.url));

/** How a command of Terraform ended, with its standard output. */
interface Ended {
  readonly status: number;
  readonly output: string;
}

/** Prepares a run. Its commands throw an error with Terraform's own words, in full. */
export async function prepareTerraform(options: TerraformOptions): Promise<Terraform> {
  const { directory, workspace, varFile, progress, stopping } = options;
  const cwd = await copyInfra(REPOSITORY, join(directory, 'terraform'));
  await copyFile(varFile, join(cwd, 'local.tfvars'));
  // Terraform's plugins leave their sockets in the folder for temporary files when they are stopped.
  const env = { ...(await terraformEnvironment(cwd, options.environment)), TMPDIR: directory };
  const log = createWriteStream(join(directory, 'terraform.log'), { flags: 'a' });

  /** Runs a command and resolves with its output when it ends with one of the statuses. */
  const run = async (args: string[], statuses = [0], onLine = (_line: string) => {}): Promise<Ended> => {
    const printed = { output: '', errors: '' };
    const terraform = startProcessGroup('terraform', args, { cwd, env, output: 'pipe' });
    const stop = () => terraform.end();
    stopping.addEventListener('abort', stop);
    const { stdout, stderr } = terraform.process as { stdout: Readable; stderr: Readable };
    const read = (stream: Readable, key: keyof typeof printed) =>
      createInterface(stream).on('line', (line) => {
        log.write(`${line}\n`);
        printed[key] += `${line}\n`;
        onLine(line);
      });
    read(stdout, 'output');
    read(stderr, 'errors');
    const [status] = await once(terraform.process, 'close');
    stopping.removeEventListener('abort', stop);
    if (!statuses.includes(status)) throw new Error(`terraform ${args[0]} failed:\n${printed.errors}`);
    return { status, output: printed.output };
  };

  return {
    init: async () => {
      progress('terraform init');
      await run(['init', '-input=false', '-no-color', '-lockfile=readonly']);
      await run(['workspace', 'select', '-or-create', workspace]);
    },
    apply: async () => {
      progress('terraform apply: a minute or two, for the AWS provider waits 25 s after it creates a queue');
      await run(['apply', '-auto-approve', '-input=false', '-no-color', PARALLELISM, VAR_FILE], [0], counted(progress));
    },
    planShowsChanges: async () => {
      const { status } = await run(['plan', '-detailed-exitcode', '-input=false', '-no-color', VAR_FILE], [0, 2]);
      return status === 2;
    },
    outputs: async () => {
      const { output } = await run(['output', '-json']);
      const outputs: Record<string, { value: unknown }> = JSON.parse(output);
      return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
    },
    applied: async () => {
      const { output } = await run(['show', '-json']);
      return resourcesIn(JSON.parse(output).values.root_module);
    },
    planned: async (...variables) => {
      const given = variables.map((variable) => `-var=${variable}`);
      await run(['plan', '-input=false', '-no-color', '-out=planned', VAR_FILE, ...given]);
      const { output } = await run(['show', '-json', 'planned']);
      return resourcesIn(JSON.parse(output).planned_values.root_module);
    },
  };
}

/** Returns the resources of a module and of those that it calls. */
function resourcesIn({ resources = [], child_modules = [] }: ShownModule): Resource[] {
  return [...resources, ...child_modules.flatMap(resourcesIn)];
}

/** Returns a listener for Terraform's lines that reports each created resource: out of how many, after how long. */
function counted(progress: (line: string) => void): (line: string) => void {
  const begin = Date.now();
  let total = '?';
  let done = 0;
  return (line) => {
    total = /^Plan: (\d+) to add/.exec(line)?.[1] ?? total;
    const created = /^(\S.*): Creation complete after/.exec(line)?.[1];
    if (!created) return;
    done += 1;
    progress(`  ${done} of ${total} after ${Math.round((Date.now() - begin) / 1000)} s: ${created}`);
  };
}

/** Files that belong to the use of `infra` by hand: its state, its provider, its remote backend. */
const LEFT_BEHIND = /^(\.terraform|terraform\.tfstate.*|.*\.tfstate(\..*)?|backend\.tf)$/;

/**
 * Copies the `infra` of a repository into a folder, so that a run has a state of its own, with `packages` beside it,
 * where its paths to the zips lead. Returns the copy's path.
 */
export async function copyInfra(repository: string, directory: string): Promise<string> {
  const copy = join(directory, 'infra');
  await mkdir(directory, { recursive: true });
  await cp(join(repository, 'infra'), copy, { recursive: true, filter: (path) => !LEFT_BEHIND.test(basename(path)) });
  await symlink(join(repository, 'packages'), join(directory, 'packages'));
  return copy;
}
