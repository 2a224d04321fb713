import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contestant } from './contestants.ts';
import type { FakeAws } from './fake-aws.ts';
import { invoke } from './run-process.ts';
import { row, show, spreadOf } from './spread.ts';

const CGROUPS = '/sys/fs/cgroup';
/** The memory with which a function has one processor, and that of ours; below, its share is proportional. */
const WHOLE_PROCESSOR_MB = 1_769;
const MEMORY_MB = 256;
const PERIOD_US = 20_000;
const QUOTA_US = Math.round((PERIOD_US * MEMORY_MB) / WHOLE_PROCESSOR_MB);

/** A group of processes that have together the share of a processor that a function of 256 MB has. */
interface Throttle {
  add(pid: number): void;
  end(): void;
}

/** Makes the group where this process may: with version 1 or 2 of Linux's control groups. Returns undefined where it may not. */
function createThrottle(): Throttle | undefined {
  const ofVersion1 = join(CGROUPS, 'cpu');
  const folder = join(existsSync(ofVersion1) ? ofVersion1 : CGROUPS, `bench-${process.pid}`);
  try {
    mkdirSync(folder);
    if (existsSync(ofVersion1)) {
      writeFileSync(join(folder, 'cpu.cfs_period_us'), String(PERIOD_US));
      writeFileSync(join(folder, 'cpu.cfs_quota_us'), String(QUOTA_US));
    } else writeFileSync(join(folder, 'cpu.max'), `${QUOTA_US} ${PERIOD_US}`);
    readFileSync(join(folder, 'cgroup.procs'));
  } catch {
    if (existsSync(folder)) rmdirSync(folder);
    return undefined;
  }
  return {
    add: (pid) => writeFileSync(join(folder, 'cgroup.procs'), String(pid)),
    end: () => rmdirSync(folder),
  };
}

const RUNS = 7;

/** Resolves with the table of all functions, ours with their warm-up and without. */
export async function measureFirstInvocations(functions: readonly Contestant[], aws: FakeAws) {
  const throttle = createThrottle();
  const rows: string[] = [];
  for (const one of functions) {
    // Only ours warm up; the hand-signed client would take the rehearsal for an event.
    for (const warmUp of one.name === one.kind.of ? [true, false] : [false]) {
      const cells = throttle ? await measureFirst(one, throttle, aws, warmUp) : Array(3).fill('not run');
      rows.push(row(warmUp ? `${one.name}, warm-up` : one.name, ...cells));
    }
  }
  throttle?.end();
  return { text: table(rows) };
}

async function measureFirst({ folder, kind }: Contestant, throttle: Throttle, aws: FakeAws, warmUp: boolean) {
  const env = { ...kind.env, ...aws.env, WARM_UP: String(warmUp) };
  const runs: { readonly init: number; readonly first: number }[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    aws.serve(kind.answer);
    const { loadedMs, ms } = await invoke({ folder, event: kind.event, env }, throttle.add);
    runs.push({ init: loadedMs, first: ms[0] ?? Number.NaN });
  }
  const [init, first] = [runs.map(({ init }) => init), runs.map(({ first }) => first)];
  const both = runs.map(({ init, first }) => init + first);
  return [init, first, both].map((milliseconds) => show(spreadOf(milliseconds), 0));
}

function table(rows: readonly string[]): string {
  return `## The first event on Lambda, a model

Lambda lets a function initialize with a whole processor; then it has the share that its memory buys, here that of
${MEMORY_MB} MB, which Linux's control groups hold it to. ${RUNS} runs, in milliseconds.

| function | init | first event | both |
| :-- | --: | --: | --: |
${rows.join('\n')}
`;
}
