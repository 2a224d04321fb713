import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../run-command.ts';
import { type Outcome, step } from './step.ts';
import { copyForTerraform, type TerraformCopy, terraformTests } from './terraform-tests.ts';
import { addCounts, type Counts, NO_TESTS, STEP_FAILED, vitestCounts, withStatus } from './test-counts.ts';

// Run by scripts/test: every check of the project, and the last line sums up the tests of all runners. Only the end-to-end
// tests need a step before them, the build; they wait most of their time, so they run beside the others.

interface Package {
  readonly folder: string;
  readonly scripts: Readonly<Record<string, string>>;
}

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const packages = await findPackages();
let terraform: TerraformCopy | undefined;

const counts = await runAll().finally(() => terraform?.remove());
const { passed, failed } = addCounts(counts);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function runAll(): Promise<Counts[]> {
  const [provider, zips] = await Promise.all([
    step('terraform init, once for all', prepareTerraform),
    step('build of the zips', () => turbo('build')),
  ]);
  const isBuilt = zips.failed === 0;
  const tests = [unitAndTerraformTests(), ...(isBuilt ? [endToEndTests()] : [])];
  return [provider, zips, ...(await Promise.all(tests)).flat()];
}

/** Finds the packages of the workspace, the deployed ones and the tooling. */
async function findPackages(): Promise<Package[]> {
  const parents = ['packages', 'packages/tooling'].map((parent) => join(root, parent));
  const names = await Promise.all(parents.map((parent) => readdir(parent)));
  const folders = parents.flatMap((parent, index) => names[index]?.sort().map((name) => join(parent, name)) ?? []);
  return Promise.all(
    folders
      .filter((folder) => existsSync(join(folder, 'package.json')))
      .map(async (folder) => {
        const { scripts = {} } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
        return { folder, scripts };
      }),
  );
}

async function prepareTerraform(): Promise<Outcome> {
  terraform = await copyForTerraform(root);
  return { counts: NO_TESTS, output: '' };
}

async function unitAndTerraformTests(): Promise<Counts[]> {
  const unit = await step('typecheck, lint and unit tests of every package', unitTests);
  return terraform ? [unit, await terraformTests(terraform)] : [unit];
}

async function unitTests(): Promise<Outcome> {
  const reports = packages
    .filter(({ scripts }) => scripts.test)
    .map(({ folder }) => join(folder, 'test-results', 'unit.json'));
  await Promise.all(reports.map((report) => rm(report, { force: true })));
  const { counts, output } = await turbo('typecheck', 'lint', 'test', 'lint:root');
  const tests = addCounts(await Promise.all(reports.map(vitestCounts)));
  return { counts: withStatus(counts.failed === 0, tests), output };
}

/** Runs the suites side by side, on a stage each. */
async function endToEndTests(): Promise<Counts[]> {
  const suites = packages.filter(({ scripts }) => scripts['test:e2e']);
  return Promise.all(suites.map(({ folder }) => step(`end to end: ${basename(folder)}`, () => endToEndSuite(folder))));
}

async function endToEndSuite(cwd: string): Promise<Outcome> {
  const report = join(cwd, 'test-results', 'e2e.json');
  await rm(report, { force: true });
  const args = ['run', '--config', 'vitest.e2e.config.ts'];
  const env = terraform ? { ...process.env, ...terraform.shared } : process.env;
  const { ok, output } = await runCommand({ command: 'vitest', args, cwd, env });
  return { counts: withStatus(ok, await vitestCounts(report)), output };
}

/**
 * Runs turbo: it does what has changed since it last ran here, and brings the results and reports of the rest from its
 * cache.
 */
async function turbo(...tasks: string[]): Promise<Outcome> {
  const args = ['run', ...tasks, '--continue', '--output-logs=errors-only'];
  const { ok, output } = await runCommand({ command: 'turbo', args, cwd: root });
  return { counts: ok ? NO_TESTS : STEP_FAILED, output };
}
