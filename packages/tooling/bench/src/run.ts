/**
 * `pnpm bench`: what the report of a long history costs, in ratios taken in one run, against the article's way and
 * against JSON.parse of the same pages. Says whether each goal holds, writes RESULTS.md, and fails where one does not.
 */
import { writeFile } from 'node:fs/promises';
import { type Invocation, measureFormatting, measureHandler } from './measure.ts';

type Formatting = Awaited<ReturnType<typeof measureFormatting>>;

const MB = 1_000_000;
const LENGTHS = [1_000, 5_000, 25_000] as const;

/** Milliseconds before each answer: what a page of a thousand events was seen to take. */
const LATENCY = 60;

function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

function ms(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
}

function times(one: number, other: number): string {
  return `${(one / other).toFixed(2)}`;
}

function formattingRow(count: number, { again, ratio, first, article }: Formatting): string {
  return row(
    count.toLocaleString('en'),
    ms(again.parse),
    ms(again.format),
    ratio.toFixed(2),
    ms(first.format),
    ms(article.format),
    times(article.format, again.format),
    `${(again.characters / 1_000).toFixed(1)} / ${(article.characters / 1_000).toFixed(0)} KB`,
  );
}

function handlerRow(count: number, here: Invocation, far: Invocation): string {
  return row(
    count.toLocaleString('en'),
    here.calls,
    ms(here.ms),
    (here.peak / MB).toFixed(0),
    (here.overEmpty / MB).toFixed(0),
    ms(far.ms),
    ms(here.ms + (Math.ceil(count / 1_000) + 1) * LATENCY),
  );
}

interface Goal {
  readonly says: string;
  readonly measured: number;
  readonly most: number;
}

function goalRow({ says, measured, most }: Goal): string {
  return row(says, `≤ ${most}`, measured.toFixed(2), measured <= most ? 'holds' : 'MISSED');
}

const formatting = new Map<number, Formatting>();
const handler = new Map<number, { here: Invocation; far: Invocation }>();
for (const count of LENGTHS) {
  formatting.set(count, await measureFormatting(count));
  handler.set(count, { here: await measureHandler(count), far: await measureHandler(count, LATENCY) });
}

const [short, , long] = LENGTHS.map((count) => formatting.get(count)) as [Formatting, Formatting, Formatting];
const whole = handler.get(25_000) as { here: Invocation; far: Invocation };
const goals: readonly Goal[] = [
  {
    says: 'growth exponent of formatting, 1,000 to 25,000 events',
    measured: Math.log(long.again.format / short.again.format) / Math.log(25),
    most: 1.1,
  },
  { says: '25,000 events formatted, × JSON.parse', measured: long.ratio, most: 0.5 },
  { says: 'peak memory over an empty handler, MB', measured: whole.here.overEmpty / MB, most: 55 },
  { says: 'calls of GetExecutionHistory for 25,000 events', measured: whole.here.calls, most: 26 },
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
more with ${LATENCY} ms before each answer, beside what it would come to if it asked for one page after the other.

| events | calls | handler, ms | peak, MB | over an empty handler, MB | handler with ${LATENCY} ms an answer, ms | one by one, reckoned, ms |
| --: | --: | --: | --: | --: | --: | --: |
${LENGTHS.map((count) => handlerRow(count, (handler.get(count) as typeof whole).here, (handler.get(count) as typeof whole).far)).join('\n')}

| goal | most | measured | |
| :-- | --: | --: | :-- |
${goals.map(goalRow).join('\n')}
`;

await writeFile(new URL('../RESULTS.md', import.meta.url), table);
console.log(table);
process.exitCode = goals.every(({ measured, most }) => measured <= most) ? 0 : 1;
