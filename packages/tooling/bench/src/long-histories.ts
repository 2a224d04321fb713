import { setTimeout as sleep } from 'node:timers/promises';
import { LATENCY_MS } from './calls.ts';
import { mebibytes } from './cold-starts.ts';
import type { Contestant } from './contestants.ts';
import { historyKind } from './event-kinds.ts';
import type { FakeAws } from './fake-aws.ts';
import type { Unpacked } from './functions.ts';
import { invoke, runScript } from './run-process.ts';
import { median, row } from './spread.ts';

interface Timing {
  readonly parse: number;
  readonly format: number;
  readonly characters: number;
}

/** What `time-format.ts` prints. */
interface Formatting {
  readonly first: Timing;
  readonly again: Timing;
  readonly article: { readonly format: number; readonly characters: number };
}

/** How many processes each number is the median of: the machine does other things too. */
const PROCESSES = 5;
const LENGTHS = [1_000, 5_000, 25_000] as const;

/** Our functions, the same with the hand-signed client, and the empty one. */
interface Functions {
  readonly own: readonly Contestant[];
  readonly handSigned: readonly Contestant[];
  readonly empty: Unpacked;
}

/** Resolves with the tables of what the report of a long history costs, and with the figures that have a budget. */
export async function measureLongHistories({ own, handSigned, empty }: Functions, aws: FakeAws) {
  const folderIn = (functions: readonly Contestant[]) =>
    functions.find(({ kind }) => kind.of === 'sfn-history-handler')?.folder ?? '';
  const folders = { own: folderIn(own), handSigned: folderIn(handSigned), empty: empty.folder };
  const measured: Measured[] = [];
  for (const count of LENGTHS) {
    const formatting = await measureFormatting(count);
    measured.push({ count, formatting, handling: await measureHandling(count, folders, aws) });
  }
  const [shortest, longest] = [measured[0], measured.at(-1)] as [Measured, Measured];
  const growth = longest.formatting.again.format / shortest.formatting.again.format;
  const ratios = {
    'growth exponent of formatting': Math.log(growth) / Math.log(longest.count / shortest.count),
    'formatting of 25,000 events, × JSON.parse': longest.formatting.formatByParse,
    'calls of GetExecutionHistory for 25,000 events': longest.handling.own.pages,
    'memory for 25,000 events over empty, MiB': Number(mebibytes(longest.handling.own.overEmpty)),
  };
  return { ratios, text: tables(measured, ratios) };
}

interface Measured {
  readonly count: number;
  readonly formatting: Awaited<ReturnType<typeof measureFormatting>>;
  readonly handling: Awaited<ReturnType<typeof measureHandling>>;
}

async function measureFormatting(count: number) {
  const runs: Formatting[] = [];
  for (let run = 0; run < PROCESSES; run += 1) runs.push(await runScript<Formatting>('time-format.ts', String(count)));
  const of = (pick: (run: Formatting) => number) => median(runs.map(pick));
  const [any] = runs as [Formatting];
  return {
    first: { parse: of(({ first }) => first.parse), format: of(({ first }) => first.format) },
    again: { ...any.again, parse: of(({ again }) => again.parse), format: of(({ again }) => again.format) },
    formatByParse: of(({ again }) => again.format / again.parse),
    article: { ...any.article, format: of(({ article }) => article.format) },
  };
}

interface Folders {
  readonly own: string;
  readonly handSigned: string;
  readonly empty: string;
}

async function measureHandling(count: number, { own, handSigned, empty }: Folders, aws: FakeAws) {
  const kind = historyKind(count);
  const measure = async (folder: string, latencyMs = 0) => {
    const runs: { ms: number; overEmpty: number; pages: number }[] = [];
    for (let run = 0; run < PROCESSES; run += 1) {
      aws.serve(kind.answer, () => sleep(latencyMs));
      const env = { ...kind.env, ...aws.env };
      const { ms, peak } = await invoke({ folder, event: kind.event, env });
      const pages = aws.calls.filter((call) => call === 'GetExecutionHistory').length;
      const floor = await invoke({ folder: empty, event: {}, env });
      runs.push({ ms: ms[0] ?? Number.NaN, overEmpty: peak - floor.peak, pages });
    }
    const of = (pick: (run: (typeof runs)[number]) => number) => median(runs.map(pick));
    return { ms: of(({ ms }) => ms), overEmpty: of(({ overEmpty }) => overEmpty), pages: of(({ pages }) => pages) };
  };
  return { own: await measure(own), late: await measure(own, LATENCY_MS), handSigned: await measure(handSigned) };
}

function ms(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
}

function formattingRow({ count, formatting: { again, first, article, formatByParse } }: Measured) {
  return row(
    count.toLocaleString('en'),
    ms(again.parse),
    ms(again.format),
    formatByParse.toFixed(2),
    ms(first.format),
    ms(article.format),
    (article.format / again.format).toFixed(2),
    `${(again.characters / 1_000).toFixed(1)} / ${(article.characters / 1_000).toFixed(0)} KB`,
  );
}

function handlingRow({ count, formatting: { first }, handling: { own, late, handSigned } }: Measured) {
  const cells = (one: typeof own) => [ms(one.ms), (one.ms / first.parse).toFixed(1), `+${mebibytes(one.overEmpty)}`];
  const oneByOne = own.ms + (Math.ceil(count / 1_000) + 1) * LATENCY_MS;
  return row(count.toLocaleString('en'), own.pages, ...cells(own), ...cells(handSigned), ms(late.ms), ms(oneByOne));
}

function tables(measured: readonly Measured[], ratios: Readonly<Record<string, number>>): string {
  return `## Long histories

Formatting is from parsed pages to the message, page by page; "first" is the first time in a process, before the engine has made
machine code. Every number is the median of ${PROCESSES} processes, in each of which it is the fastest of 30 runs, but for "first" and
the article's way, which is given all events where the article reads 300.

| events | JSON.parse, ms | format, ms | format / parse | format first, ms | article, ms | article / format | message, ours / article's |
| --: | --: | --: | --: | --: | --: | --: | --: |
${measured.map(formattingRow).join('\n')}

The whole handler in a cold process, beside the first JSON.parse of the same pages and the memory of an empty function, in MiB;
the same with the hand-signed client; and once more with ${LATENCY_MS} ms before each answer, beside what it would come to if it asked
for one page after the other.

| events | pages | handler, ms | × parse | MiB | hand-signed, ms | × parse | MiB | handler with ${LATENCY_MS} ms an answer, ms | one by one, reckoned, ms |
| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
${measured.map(handlingRow).join('\n')}

${Object.entries(ratios)
  .map(([name, figure]) => `- ${name}: ${figure.toFixed(2)}`)
  .join('\n')}
`;
}
