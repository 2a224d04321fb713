import { setTimeout as sleep } from 'node:timers/promises';
import type { Contestant } from './contestants.ts';
import { EVENT_KINDS, type EventKind } from './event-kinds.ts';
import type { FakeAws, Release } from './fake-aws.ts';
import { invoke } from './run-process.ts';
import { median, row } from './spread.ts';

export interface Calls {
  readonly calls: number;
  /** How many of them at least wait for one another. */
  readonly chain: number;
}

/** The answers of a round go out when no further call has come for so long. */
const QUIET_MS = 60;

/**
 * Resolves with the calls that an event leads to after a cold start. No answer goes out before all calls that can be made
 * without it are there: so many rounds as there are, so long is the longest chain.
 */
export async function countCalls(folder: string, kind: EventKind, aws: FakeAws): Promise<Calls> {
  const { release, rounds } = inRounds();
  aws.serve(kind.answer, release);
  await invoke({ folder, event: kind.event, env: { ...kind.env, ...aws.env } });
  return { calls: aws.calls.length, chain: rounds() };
}

function inRounds(): { readonly release: Release; readonly rounds: () => number } {
  let waiting: (() => void)[] = [];
  let rounds = 0;
  let timer: NodeJS.Timeout | undefined;
  const endRound = () => {
    rounds += 1;
    const all = waiting;
    waiting = [];
    for (const answer of all) answer();
  };
  const release = () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      clearTimeout(timer);
      timer = setTimeout(endRound, QUIET_MS);
    });
  return { release, rounds: () => rounds };
}

/** How late every answer is, about as late as AWS's. */
export const LATENCY_MS = 60;
/** How often an event comes while its time is taken; the first one is cold. */
const TIMES = 6;

/** Resolves with how long an event takes where each answer is late, in milliseconds: the first one, and the warm ones. */
async function timeLate(folder: string, { event, env, answer, everyMs }: EventKind, aws: FakeAws) {
  aws.serve(answer, () => sleep(LATENCY_MS));
  const { ms } = await invoke({ folder, event, env: { ...env, ...aws.env }, times: TIMES, everyMs });
  const [first = Number.NaN, ...warm] = ms;
  return { first, warm: median(warm) };
}

/** What was thought possible, by the dependencies between the reads: calls and chain at most. */
const GOALS: Readonly<Record<string, readonly [calls: number, chain: number]>> = {
  'CodeDeploy success, pipeline named': [7, 3],
  'CodeDeploy success, EventBridge': [7, 4],
  'CodeDeploy success, discovered among 503 pipelines': [10, 5],
  'CodeDeploy failure': [11, 4],
  'pipeline success (ECS)': [6, 3],
  'build failure': [3, 3],
  rollback: [10, 5],
  approval: [3, 3],
  'Step Functions, 10 events': [3, 2],
  'deploy action, deployment ended long ago': [1, 1],
  'pipeline’s end, deployment ended long ago': [2, 2],
  'a message from the queue': [2, 2],
};

/** Resolves with the table of all kinds of events, and with what was counted, which has a budget. */
export async function measureCalls(functions: readonly Contestant[], aws: FakeAws) {
  const counted: Record<string, Calls> = {};
  const rows: string[] = [];
  for (const kind of EVENT_KINDS) {
    const folder = functions.find(({ name }) => name === kind.of)?.folder ?? '';
    const { calls, chain } = await countCalls(folder, kind, aws);
    const { first, warm } = await timeLate(folder, kind, aws);
    counted[kind.name] = { calls, chain };
    const [mostCalls = Number.NaN, longest = Number.NaN] = GOALS[kind.name] ?? [];
    const holds = calls <= mostCalls && chain <= longest ? 'holds' : 'MISSED';
    rows.push(
      row(kind.name, calls, chain, `≤ ${mostCalls} / ${longest}`, holds, ...[first, warm].map((ms) => ms.toFixed(0))),
    );
  }
  return { counted, text: table(rows) };
}

function table(rows: readonly string[]): string {
  return `## Calls

All calls of AWS and Slack that an event leads to after a cold start, what puts the message on the queue included, and the
longest chain of calls that wait for one another. The times are with ${LATENCY_MS} ms before each answer: the first event of a process, and
the median of those after it.

| event | calls | chain | goal | | first, ms | warm, ms |
| :-- | --: | --: | --: | :-- | --: | --: |
${rows.join('\n')}
`;
}
