/**
 * `pnpm bench` measures what the report of a long history costs, in ratios taken in one run, against the article's way
 * and against JSON.parse of the same pages. It writes RESULTS.md, prints it, and fails where a goal does not hold.
 */
import { writeFile } from 'node:fs/promises';
import { type Invocation, measureFormatting, measureHandler } from './measure.ts';

type Formatting = Awaited<ReturnType<typeof measureFormatting>>;

const MB = 1_000_000;
const LENGTHS = [1_000, 5_000, 25_000] as const;

/** Before each answer: what a page of a thousand events was seen to take. */
const LATENCY_MS = 60;

function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

function ms(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
}

function ratio(one: number, other: number): string {
  return (one / other).toFixed(2);
}

function formattingRow(count: number, { again, ratio: formatByParse, first, article }: Formatting): string {
  return row(
    count.toLocaleString('en'),
    ms(again.parse),
    ms(again.format),
    formatByParse.toFixed(2),
    ms(first.format),
    ms(article.format),
    ratio(article.format, again.format),
    `${(again.characters / 1_000).toFixed(1)} / ${(article.characters / 1_000).toFixed(0)} KB`,
  );
}

function handlerRow(count: number, { here, far }: Invocations): string {
  return row(
    count.toLocaleString('en'),
    here.calls,
    ms(here.ms),
    (here.peak / MB).toFixed(0),
    (here.overEmpty / MB).toFixed(0),
    ms(far.ms),
    ms(here.ms + (Math.ceil(count / 1_000) + 1) * LATENCY_MS),
  );
}

/** The function with Step Functions at hand, and with each answer as late as AWS's. */
interface Invocations {
  readonly here: Invocation;
  readonly far: Invocation;
}

interface Goal {
  readonly name: string;
  readonly measured: number;
  readonly most: number;
}

function goalRow({ name, measured, most }: Goal): string {
  return row(name, `≤ ${most}`, measured.toFixed(2), measured <= most ? 'holds' : 'MISSED');
}

const formatting = new Map<number, Formatting>();
const handler = new Map<number, Invocations>();
for (const count of LENGTHS) {
  formatting.set(count, await measureFormatting(count));
  handler.set(count, { here: await measureHandler(count), far: await measureHandler(count, LATENCY_MS) });
}

const [short, , long] = LENGTHS.map((count) => formatting.get(count)) as [Formatting, Formatting, Formatting];
const whole = handler.get(25_000) as Invocations;
const goals: readonly Goal[] = [
  {
    name: 'growth exponent of formatting, 1,000 to 25,000 events',
    measured: Math.log(long.again.format / short.again.format) / Math.log(25),
    most: 1.1,
  },
  { name: '25,000 events formatted, × JSON.parse', measured: long.ratio, most: 0.5 },
  { name: 'peak memory over an empty handler, MB', measured: whole.here.overEmpty / MB, most: 55 },
  { name: 'calls of GetExecutionHistory for 25,000 events', measured: whole.here.calls, most: 26 },
];

const table = `# What the report of a long history costs

Made by \`pnpm bench\` with Node.js ${process.version}. Read the ratios: milliseconds are this machine's, and other programs
run on it. Formatting is from parsed pages to the message, page by page; "first" is the first time in a process, before the
engine has made machine code. Every number is the median of five processes, in each of which it is the fastest of 30
runs, but for "first" and the article's way, which is given all events where the article reads 300.

| events | JSON.parse, ms | format, ms | format / parse | format first, ms | article, ms | article / format | message, ours / article's |
| --: | --: | --: | --: | --: | --: | --: | --: |
${LENGTHS.map((count) => formattingRow(count, formatting.get(count) as Formatting)).join('\n')}

The built function in a process with Lambda's flags for 256 MB, against Step Functions and SQS on loopback over HTTPS; once
more with ${LATENCY_MS} ms before each answer, beside what it would come to if it asked for one page after the other.

| events | calls | handler, ms | peak, MB | over an empty handler, MB | handler with ${LATENCY_MS} ms an answer, ms | one by one, reckoned, ms |
| --: | --: | --: | --: | --: | --: | --: |
${LENGTHS.map((count) => handlerRow(count, handler.get(count) as Invocations)).join('\n')}

| goal | most | measured | |
| :-- | --: | --: | :-- |
${goals.map(goalRow).join('\n')}
`;

await writeFile(new URL('../RESULTS.md', import.meta.url), table);
console.log(table);
process.exitCode = goals.every(({ measured, most }) => measured <= most) ? 0 : 1;
