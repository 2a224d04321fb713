import type { Verdict } from './verdict.ts';
import { VIOLATIONS } from './verdict.ts';

/** What became of a run, as lines for people. */
export function tableOf(verdict: Verdict): string[] {
  const { sent, sentTwice, delivered, posts, digests, batches, duplicates, letters, played, neverPlayed, violations } =
    verdict;
  const broken = (kind: string) => violations.filter((violation) => violation.kind === kind).length;
  return [
    row('sent', sent, `${sentTwice} of them told twice`),
    row('delivered', delivered, `in ${posts} posts, ${digests} of them digests`),
    row('batches of several of one message group', batches.ofSeveral, `${batches.killed} of them killed in the middle`),
    ...section('delivered again', duplicates),
    ...section('dead-lettered', letters),
    ...section('faults played', played),
    ...(neverPlayed.length > 0
      ? [row('faults never played', neverPlayed.length, neverPlayed.map(words).join(', '))]
      : []),
    ...VIOLATIONS.map((kind) => row(kind, broken(kind))),
  ];
}

function section(title: string, counts: ReadonlyMap<string, number>): string[] {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const rows = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [row(title, total), ...rows.map(([name, count]) => row(`  ${words(name)}`, count))];
}

function row(title: string, count: number, note = ''): string {
  return `${title.padEnd(52)} ${String(count).padStart(6)}  ${note}`.trimEnd();
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}
