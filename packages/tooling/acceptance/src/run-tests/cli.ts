import { copyFile, cp, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { terraformEnvironment } from '../terraform/terraform-environment.ts';
import { run } from './run-step.ts';
import { sideBySide } from './side-by-side.ts';
import { add, type Counts, stepCounts, terraformCounts, vitestCounts } from './test-counts.ts';

// Run by scripts/test: every check of the project, one step after the other. All steps run, whatever became of the
// ones before, and the last line sums up the tests of all runners.
const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const packages = (await readdir(join(root, 'packages'))).sort();

// Ctrl-C reaches the step's own process too; ours goes on to its end, to remove what it made.
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopped = true;
  });
}

async function step(title: string, check: () => Promise<Counts>): Promise<Counts> {
  if (stopped) return stepCounts(false);
  console.log(`\n▸ ${title}`);
  const begin = Date.now();
  const counts = await check();
  const seconds = Math.round((Date.now() - begin) / 1_000);
  const tests = counts.passed + counts.failed > 0 ? `: ${counts.passed} passed, ${counts.failed} failed` : '';
  console.log(`${counts.failed === 0 ? '✓' : '✗'} ${title} (${seconds} s)${tests}`);
  return counts;
}

/** Turbo runs what has changed since it last ran here, and brings the reports of the rest back from its cache. */
async function throughTurbo(): Promise<Counts> {
  const reports = ['.', ...packages.map((name) => `packages/${name}`)].map((folder) =>
    join(root, folder, 'test-results/unit.json'),
  );
  await Promise.all(reports.map((report) => rm(report, { force: true })));
  const tasks = ['build', 'typecheck', 'lint', 'test', 'typecheck:root', 'lint:root', 'test:root'];
  const args = ['run', ...tasks, '--continue', '--output-logs=errors-only'];
  const { ok } = await run({ command: 'turbo', args, cwd: root });
  const counts = add(await Promise.all(reports.map(vitestCounts)));
  return ok || counts.failed > 0 ? counts : add([counts, stepCounts(false)]);
}

async function endToEnd(): Promise<Counts> {
  const cwd = join(root, 'packages/local');
  const report = join(cwd, 'test-results/e2e.json');
  await rm(report, { force: true });
  const { ok } = await run({ command: 'vitest', args: ['run', '--config', 'vitest.e2e.config.ts'], cwd });
  const counts = await vitestCounts(report);
  return ok || counts.failed > 0 ? counts : add([counts, stepCounts(false)]);
}

/** The providers' checksums, which the modules share with the root. */
const LOCK = '.terraform.lock.hcl';

/** Terraform works in a copy, so that it leaves neither providers nor lock files in the tree. */
async function terraform(): Promise<Counts[]> {
  const copy = await mkdtemp(join(tmpdir(), 'shipbell-terraform-'));
  try {
    const infra = join(copy, 'infra');
    const left = /^(\.terraform|terraform\.tfstate.*|.*\.tfstate|backend\.tf)$/;
    await cp(join(root, 'infra'), infra, { recursive: true, filter: (path) => !left.test(basename(path)) });
    await symlink(join(root, 'packages'), join(copy, 'packages'));
    const modules = (await readdir(join(infra, 'modules'))).sort().map((name) => `modules/${name}`);
    const env = { ...(await terraformEnvironment({ AWS_REGION: 'eu-west-1' })), TF_WORKSPACE: 'dev' };
    const command = async (cwd: string, ...args: string[]) => {
      const { ok, output } = await run({ command: 'terraform', args, cwd, env, silent: true });
      if (!ok || args[0] === 'test') console.log(output.trim());
      return { ok, output };
    };
    const format = await step('terraform fmt', async () =>
      stepCounts((await command(infra, 'fmt', '-check', '-recursive', '-diff')).ok),
    );
    const tested = await sideBySide(['.', ...modules], (folder) =>
      step(`terraform validate and test: ${join('infra', folder)}`, async () => {
        const cwd = join(infra, folder);
        if (folder !== '.') await copyFile(join(infra, LOCK), join(cwd, LOCK));
        const init = ['init', '-backend=false', '-lockfile=readonly', '-input=false', '-no-color'];
        const { ok: ready } = await command(cwd, ...init);
        if (!ready || !(await command(cwd, 'validate', '-no-color')).ok) return stepCounts(false);
        return terraformCounts((await command(cwd, 'test', '-no-color')).output);
      }),
    );
    return [format, ...tested];
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

const counts = add([
  await step('build, typecheck, lint and unit tests of every package', throughTurbo),
  ...(await terraform()),
  await step('end to end on the local cloud', endToEnd),
]);
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
