import { factsById } from './ledger.ts';
import type { ChaosResult } from './run-chaos.ts';
import { storyOf } from './story.ts';
import { tableOf } from './table.ts';
import type { Verdict } from './verdict.ts';

/** What became of a run: lines for people, and why it failed, if it did. */
export interface Report {
  readonly lines: string[];
  readonly failures: string[];
}

/** A run of so many plays every kind of fault and has batches of every kind, or something is wrong with the run. */
const LONG_RUN = 1_000;
/** Stories that are told of a run that failed. */
const MOST_STORIES = 20;

/** The table, and the stories of the notifications to which a promise was broken. */
export function reportOf(result: ChaosResult): Report {
  const { sent, violations, neverPlayed } = result.verdict;
  const neverSeen = neverSeenIn(result.verdict);
  const failures = [
    ...(result.stuck === undefined ? [] : [`nothing moved any more: ${result.stuck}`]),
    ...(violations.length === 0 ? [] : [`${violations.length} broken promises`]),
    ...(sent >= LONG_RUN && neverPlayed.length > 0 ? [`faults never played: ${neverPlayed.join(', ')}`] : []),
    ...(sent >= LONG_RUN && neverSeen.length > 0 ? [`never seen: ${neverSeen.join(', ')}`] : []),
  ];
  return { lines: [...tableOf(result.verdict), ...storiesOf(result)], failures };
}

function neverSeenIn({ batches, digests, sentTwice }: Verdict): string[] {
  return [
    ...(batches.ofSeveral === 0 ? ['a batch of several of one message group'] : []),
    ...(batches.killed === 0 ? ['one that was killed in the middle'] : []),
    ...(digests === 0 ? ['a digest'] : []),
    ...(sentTwice === 0 ? ['an event that was told twice'] : []),
  ];
}

function storiesOf({ verdict, ledger }: ChaosResult): string[] {
  const facts = factsById(ledger.facts);
  const broken = [...Map.groupBy(verdict.violations, ({ id }) => id)];
  const stories = broken.slice(0, MOST_STORIES).flatMap(([id, violations]) => {
    const promises = violations.map(({ kind, note }) => `${kind} (${note})`).join('; ');
    const others = new Set(violations.flatMap(({ other }) => other ?? []));
    return [
      ...['', `${id}: ${promises}`, ...indented(storyOf(facts.get(id) ?? []))],
      ...[...others].flatMap((other) => [`and ${other}`, ...indented(storyOf(facts.get(other) ?? []))]),
    ];
  });
  const more = broken.slice(MOST_STORIES).map(([id]) => id);
  return more.length === 0 ? stories : [...stories, '', `… and ${more.length} more: ${more.join(' ')}`];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
