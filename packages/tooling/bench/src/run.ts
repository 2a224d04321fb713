/**
 * `pnpm bench` measures what a message costs, beside an empty function, a hand-signed client, the article's way and, with
 * `--compare DIR`, any other notifier, all in one run. It writes RESULTS.md and prints it. With `--check` it writes nothing,
 * and fails where something is above its budget.
 */
import { rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type Figures, overBudget } from './budget.ts';
import { measureCalls } from './calls.ts';
import { measureColdStarts } from './cold-starts.ts';
import { makeContestants } from './contestants.ts';
import { startFakeAws } from './fake-aws.ts';
import { makeRoot } from './functions.ts';
import { measureLongHistories } from './long-histories.ts';
import { sizesText } from './sizes.ts';
import { measureFirstInvocations } from './throttled.ts';

const { values: options } = parseArgs({ options: { check: { type: 'boolean' }, compare: { type: 'string' } } });
const loadBefore = loadavg()[0] ?? 0;
const root = await makeRoot();
const aws = await startFakeAws(root);
const { own, handSigned, article, compared, empty } = await makeContestants(options.compare, root, aws);

const coldStarts = await measureColdStarts([...own, ...handSigned, article, ...compared], empty, aws);
const calls = await measureCalls(own, aws);
const firstInvocations = await measureFirstInvocations([...own, ...handSigned, article], aws);
const histories = await measureLongHistories({ own, handSigned, empty }, aws);
const sizes = await sizesText();
aws.stop();
await rm(root, { recursive: true });

const [processor] = cpus();
const text = `# What a message costs

Made by \`pnpm bench\` in one run with Node.js ${process.version} on ${cpus().length} processors (${processor?.model}, ${process.arch}); the load was
${loadBefore.toFixed(1)} before it and ${loadavg()[0]?.toFixed(1)} after it. Nothing of it ran on AWS. Read the ratios: milliseconds are this machine's, and other
programs run on it. Numbers are medians, with the quarters in brackets. \`hand-signed\` is the same source with one small client
in place of the SDK's, which has no retries: the floor. The article's way is its function with the SDK's defaults.

${[coldStarts, calls, firstInvocations, histories].map(({ text }) => text).join('\n')}
${sizes}`;

const figures: Figures = {
  zips: Object.fromEntries(own.map(({ name, zipBytes }) => [name, (zipBytes ?? 0) / 1_000])),
  calls: calls.counted,
  ratios: { ...coldStarts.ratios, ...histories.ratios },
};
console.log(text);
if (options.check) {
  const broken = overBudget(figures);
  console.log(broken.length === 0 ? 'Within the budget.' : `Not within the budget:\n${broken.join('\n')}`);
  process.exitCode = broken.length === 0 ? 0 : 1;
} else await writeFile(new URL('../RESULTS.md', import.meta.url), text);
