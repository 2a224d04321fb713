import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { startProcessGroup } from '@shipbell/aws-emulator';
import { copyInfra } from './copy-infra.ts';
import { terraformEnvironment } from './terraform-environment.ts';

/** The real Terraform on a copy of `infra`, with a state and a workspace of its own. */
export interface Terraform {
  init(): Promise<void>;
  apply(): Promise<void>;
  /** Whether another apply would change something. */
  planShowsChanges(): Promise<boolean>;
  outputs(): Promise<Record<string, unknown>>;
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

interface Run {
  readonly status: number;
  readonly output: string;
}

/** Prepares a run. Its commands throw an error with Terraform's own words, in full. */
export async function prepareTerraform(options: TerraformOptions): Promise<Terraform> {
  const { directory, workspace, varFile, progress, stopping } = options;
  const cwd = await copyInfra(REPOSITORY, join(directory, 'terraform'));
  await copyFile(varFile, join(cwd, 'local.tfvars'));
  // Terraform's plugins leave their sockets in the folder for temporary files when they are stopped.
  const env = { ...(await terraformEnvironment(options.environment)), TMPDIR: directory };
  const log = createWriteStream(join(directory, 'terraform.log'), { flags: 'a' });

  /** Resolves with what Terraform said when it ends with one of the statuses. */
  const run = async (args: string[], statuses = [0], onLine = (_line: string) => {}): Promise<Run> => {
    const said = { output: '', errors: '' };
    const terraform = startProcessGroup('terraform', args, { cwd, env, output: 'pipe' });
    const stop = () => terraform.end();
    stopping.addEventListener('abort', stop);
    const { stdout, stderr } = terraform.process as { stdout: Readable; stderr: Readable };
    const read = (stream: Readable, key: keyof typeof said) =>
      createInterface(stream).on('line', (line) => {
        log.write(`${line}\n`);
        said[key] += `${line}\n`;
        onLine(line);
      });
    read(stdout, 'output');
    read(stderr, 'errors');
    const [status] = await once(terraform.process, 'close');
    stopping.removeEventListener('abort', stop);
    if (!statuses.includes(status)) throw new Error(`terraform ${args[0]} failed:\n${said.errors}`);
    return { status, output: said.output };
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
  };
}

/** Tells of each resource that is there, out of how many, after how long. */
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
