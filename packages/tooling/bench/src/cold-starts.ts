import type { Contestant } from './contestants.ts';
import type { FakeAws } from './fake-aws.ts';
import type { Unpacked } from './functions.ts';
import { type Invoked, invoke } from './run-process.ts';
import { median, row, type Spread, show, spreadOf } from './spread.ts';

/** A function's cold start in ratios to that of the empty one, which started in the same round. */
interface ColdStart {
  readonly load: Spread;
  readonly cold: Spread;
  /** Of a cold process, in bytes; and how much more than the empty one's. */
  readonly peak: number;
  readonly overEmpty: number;
}

/** Milliseconds of an event in a process that has had many. */
interface Warm {
  readonly p50: number;
  readonly p99: number;
}

/** How many pairs a ratio is the median of. */
const ROUNDS = 21;
/** How many events come before those that are warm, and how many of these there are. */
const MANY = { warming: 50, warm: 300 };
/** Where the function rests a second between two events. */
const FEW = { warming: 5, warm: 15 };

type Process = Invoked & { readonly wholeMs: number };

/**
 * Starts all functions and the empty one again and again, in a new order each time, and resolves with the table and with our
 * functions' ratios, which have a budget.
 */
export async function measureColdStarts(contestants: readonly Contestant[], empty: Unpacked, aws: FakeAws) {
  const processes = new Map<string, Process[]>(contestants.map(({ name }) => [name, []]));
  const empties: Process[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const one of shuffled([...contestants, undefined])) {
      if (one) processes.get(one.name)?.push(await start(one, aws));
      else empties.push(await invoke({ folder: empty.folder, event: {}, env: aws.env }));
    }
  }
  const rows: string[] = [];
  const ratios: Record<string, number> = {};
  for (const contestant of contestants) {
    const result = compare(processes.get(contestant.name) ?? [], empties);
    rows.push(coldStartRow(contestant, result, await timeWarm(contestant, aws)));
    if (contestant.name === contestant.kind.of) ratios[`cold run of ${contestant.name}, × empty`] = result.cold.median;
  }
  return { ratios, text: table(rows, spreadOf(empties.map(({ wholeMs }) => wholeMs))) };
}

function start({ folder, kind }: Contestant, aws: FakeAws): Promise<Process> {
  aws.serve(kind.answer);
  return invoke({ folder, event: kind.event, env: { ...kind.env, ...aws.env } });
}

function compare(processes: readonly Process[], empties: readonly Process[]): ColdStart {
  const ratios = (of: (process: Process) => number) =>
    spreadOf(processes.map((process, round) => of(process) / of(empties[round] as Process)));
  return {
    load: ratios(({ loadedMs }) => loadedMs),
    cold: ratios(({ wholeMs }) => wholeMs),
    peak: median(processes.map(({ peak }) => peak)),
    overEmpty: median(processes.map(({ peak }, round) => peak - (empties[round]?.peak ?? 0))),
  };
}

async function timeWarm({ folder, kind: { event, env, answer, everyMs } }: Contestant, aws: FakeAws): Promise<Warm> {
  const { warming, warm } = everyMs === undefined ? MANY : FEW;
  aws.serve(answer);
  const { ms } = await invoke({ folder, event, env: { ...env, ...aws.env }, times: warming + warm, everyMs });
  const sorted = ms.slice(warming).toSorted((one, other) => one - other);
  return { p50: median(sorted), p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN };
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

function coldStartRow({ name, zipBytes }: Contestant, { load, cold, peak, overEmpty }: ColdStart, { p50, p99 }: Warm) {
  const zip = zipBytes === undefined ? '–' : (zipBytes / 1_000).toFixed(1);
  const memory = `${mebibytes(peak)} (+${mebibytes(overEmpty)})`;
  return row(name, zip, show(load), show(cold), memory, `${p50.toFixed(2)} / ${p99.toFixed(1)}`);
}

function table(rows: readonly string[], emptyMs: Spread): string {
  return `## Cold starts

A process with Lambda's flags for 256 MB loads the function, has one event and ends; AWS and Slack are on loopback over HTTPS,
each service on a host of its own. The warm-up is switched off. Ratios are to an empty function, which was started in the
same round of ${ROUNDS}, each in an order of its own; the empty one took ${show(emptyMs, 0)} ms. Load is until the function is
loaded, cold the whole process. Warm is an event after ${MANY.warming} others, median / 99th percentile of ${MANY.warm}; of the
sender, which posts once a second, after ${FEW.warming} and of ${FEW.warm}.

| function | zip, kB | load, × empty | cold, × empty | peak, MiB (over empty) | warm, ms |
| :-- | --: | --: | --: | --: | --: |
${rows.join('\n')}
`;
}

/** Returns bytes as whole MiB. */
export function mebibytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(0);
}
