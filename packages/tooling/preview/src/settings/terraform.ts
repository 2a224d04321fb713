import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { LOCK_FILE, terraformEnvironment } from '@shipbell/acceptance/terraform-environment';
import { jsonObject, parseJson } from '@shipbell/core';
import { InputError } from '../input/input-error.ts';

const REPOSITORY = fileURLToPath(new URL('../../../../../', import.meta.url));
const INFRA = join(REPOSITORY, 'infra');
const ZIPS = ['codepipeline-handler', 'sfn-history-handler', 'slack-sender'];

/** The account, region and partition for which Terraform plans. */
export interface PlannedFor {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** A copy of `infra` that is planned without an AWS account, and never applied. */
export interface TerraformPlan {
  /** Returns what a file says of where to plan, null for what it leaves out, and what Terraform warns of. */
  values(varFile: string): Promise<Values>;
  /** Returns the plan that Terraform makes of the file. Throws an `InputError` with Terraform's own words. */
  plan(varFile: string, workspace: string, where: PlannedFor): Promise<Plan>;
  /** Copies `infra` again, after a change in it. */
  refresh(): Promise<void>;
  remove(): Promise<void>;
}

interface Values {
  readonly values: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

/** The resources that a plan makes, and Terraform's warnings. */
export interface Plan {
  readonly resources: readonly PlannedResource[];
  readonly warnings: readonly string[];
}

export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Copies `infra` and has Terraform get the AWS provider, which knows AWS's rules for what is planned. A test of Terraform with
 * a mocked provider is a plan that asks AWS nothing, needs no state, and has all of Terraform's validations.
 * Source: https://developer.hashicorp.com/terraform/language/tests/mocking
 */
export async function prepareTerraform(): Promise<TerraformPlan> {
  const directory = await mkdtemp(join(tmpdir(), 'shipbell-preview-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const infra = join(directory, 'infra');
    await copyInfra(directory, infra);
    const cache = join(REPOSITORY, 'node_modules/.cache/terraform-plugins');
    await mkdir(cache, { recursive: true });
    const env = await terraformEnvironment(infra, { TF_PLUGIN_CACHE_DIR: process.env.TF_PLUGIN_CACHE_DIR ?? cache });
    const init = await terraform(infra, env, [
      'init',
      '-backend=false',
      '-input=false',
      '-no-color',
      '-lockfile=readonly',
    ]);
    if (init.status !== 0) throw new InputError(`terraform init failed:\n${init.errors}`);
    return {
      values: (varFile) => readValues(infra, env, varFile),
      plan: (varFile, workspace, where) => plan(infra, { ...env, TF_WORKSPACE: workspace }, varFile, where),
      refresh: () => copyInfra(directory, infra),
      remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Copies what is planned. The functions' zips are only hashed, so that they need not be built. */
async function copyInfra(directory: string, infra: string): Promise<void> {
  await mkdir(infra, { recursive: true });
  for (const file of await readdir(INFRA)) {
    const isRoot = (file.endsWith('.tf') && file !== 'backend.tf') || file === LOCK_FILE;
    if (isRoot) await copyFile(join(INFRA, file), join(infra, file));
  }
  await cp(join(INFRA, 'modules'), join(infra, 'modules'), {
    recursive: true,
    filter: (path) => !/[/\\](tests|\.terraform)$/.test(path),
  });
  for (const name of ZIPS) {
    const dist = join(directory, 'packages', name, 'dist');
    await mkdir(dist, { recursive: true });
    await writeFile(join(dist, `${name}.zip`), '');
  }
}

/**
 * Reads a file with variables alone, in a module that declares the same ones: which workspace and region to plan for stands in
 * it, and Terraform's test does not say which of its variables nobody has declared.
 */
async function readValues(infra: string, env: NodeJS.ProcessEnv, varFile: string): Promise<Values> {
  const folder = join(infra, '../values');
  await mkdir(folder, { recursive: true });
  const declarations = await readFile(join(infra, 'variables.tf'), 'utf8');
  const names = [...declarations.matchAll(/^variable "(\w+)"/gm)].map(([, name]) => name);
  const declared = names.map((name) => `variable "${name}" {\n  type    = any\n  default = null\n}\n`);
  await writeFile(join(folder, 'main.tf'), declared.join(''));
  const asked = `jsonencode({ ${WHERE.map((name) => `${name} = var.${name}`).join(', ')} })`;
  const args = ['console', '-no-color', `-var-file=${varFile}`];
  const { status, output, errors } = await terraform(folder, env, args, asked);
  if (status !== 0) throw new InputError(errors.trim());
  const lines = output.trimEnd().split('\n');
  const values = jsonObject(parseJson(lines.pop() ?? ''));
  const warnings = lines.join('\n').trim();
  return { values, warnings: warnings === '' ? [] : [warnings] };
}

/** The variables that say where to plan. */
const WHERE = ['environment', 'region', 'kms_key_arn'] as const;

async function plan(infra: string, env: NodeJS.ProcessEnv, varFile: string, where: PlannedFor): Promise<Plan> {
  const tests = join(infra, 'preview');
  await mkdir(tests, { recursive: true });
  await writeFile(join(tests, 'preview.tftest.hcl'), testFor(where));
  const args = ['test', '-json', '-verbose', '-test-directory=preview', `-var-file=${varFile}`];
  const { status, output, errors } = await terraform(infra, env, args);
  const events = output.split('\n').map((line) => jsonObject(line));
  const said = (severity: string) =>
    events
      .map(({ diagnostic }) => jsonObject(diagnostic))
      .filter((one) => one.severity === severity)
      .map(inWords);
  if (status !== 0) throw new InputError(said('error').join('\n\n') || errors.trim() || output);
  const { resource_changes: changes } = jsonObject(
    events.map(({ test_plan }) => test_plan).find((one) => one !== undefined),
  );
  if (!Array.isArray(changes)) throw new InputError('terraform test gave no plan: 1.11 or newer is needed.');
  const resources = changes.map(({ address, type, change }) => ({ address, type, values: jsonObject(change?.after) }));
  return { resources, warnings: said('warning') };
}

function testFor({ account, region, partition }: PlannedFor): string {
  const data = (type: string, values: Record<string, string>) =>
    `  mock_data "${type}" {\n    defaults = ${JSON.stringify(values)}\n  }\n`;
  return [
    'mock_provider "aws" {\n',
    data('aws_caller_identity', { account_id: account }),
    data('aws_partition', { partition }),
    data('aws_region', { id: region }),
    '}\n\nrun "preview" {\n  command = plan\n}\n',
  ].join('');
}

/** Returns what Terraform says of an error, as it writes it for people. */
function inWords(diagnostic: Readonly<Record<string, unknown>>): string {
  const { severity, summary, detail, range } = diagnostic;
  const { filename, start } = jsonObject(range);
  const file = String(filename).startsWith('/') ? filename : `infra/${filename}`;
  const where = filename === undefined ? [] : [`  on ${file} line ${jsonObject(start).line}`];
  const title = `${severity === 'error' ? 'Error' : 'Warning'}: ${summary}`;
  return [title, ...where, ...(detail ? ['', String(detail)] : [])].join('\n');
}

/** Runs Terraform to its end. Throws an `InputError` where there is none. */
async function terraform(cwd: string, env: NodeJS.ProcessEnv, args: readonly string[], input = '') {
  const child = spawn('terraform', args, { cwd, env });
  child.stdin.on('error', () => undefined).end(input);
  try {
    const [[status], output, errors] = await Promise.all([
      once(child, 'close'),
      text(child.stdout),
      text(child.stderr),
    ]);
    return { status: status as number | null, output, errors };
  } catch (cause) {
    throw new InputError(
      'Terraform 1.11 or newer is needed to read --settings: https://developer.hashicorp.com/terraform/install',
      { cause },
    );
  }
}
