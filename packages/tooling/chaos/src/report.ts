import { type Fact, factsById } from './fact-log.ts';
import type { ChaosResult } from './run-chaos.ts';
import { type Verdict, VIOLATIONS } from './verdict.ts';

/** What became of a run: lines for people, and why it failed, if it did. */
export interface Report {
  readonly lines: string[];
  readonly failures: string[];
}

/** A run of this many notifications has to play every kind of fault and to have batches of every kind. */
const LONG_RUN = 1_000;
/** How many histories a report on a failed run shows. */
const MOST_HISTORIES = 20;

/** Returns the table, the histories of the notifications to which a promise was broken, and why the run failed. */
export function reportOf(result: ChaosResult): Report {
  const { sent, violations, neverPlayed } = result.verdict;
  const neverSeen = neverSeenIn(result.verdict);
  const failures = [
    ...(result.stuck === undefined ? [] : [`nothing moved any more: ${result.stuck}`]),
    ...(violations.length === 0 ? [] : [`${violations.length} broken promises`]),
    ...(sent >= LONG_RUN && neverPlayed.length > 0 ? [`faults never played: ${neverPlayed.join(', ')}`] : []),
    ...(sent >= LONG_RUN && neverSeen.length > 0 ? [`never seen: ${neverSeen.join(', ')}`] : []),
  ];
  return { lines: [...tableOf(result.verdict), ...historiesOf(result)], failures };
}

function neverSeenIn({ batches, digests, sentTwice }: Verdict): string[] {
  return [
    ...(batches.ofSeveral === 0 ? ['a batch of several of one message group'] : []),
    ...(batches.killed === 0 ? ['one that was killed in the middle'] : []),
    ...(digests === 0 ? ['a digest'] : []),
    ...(sentTwice === 0 ? ['an event that was published twice'] : []),
  ];
}

function historiesOf({ verdict, log }: ChaosResult): string[] {
  const facts = factsById(log.facts);
  const broken = [...Map.groupBy(verdict.violations, ({ id }) => id)];
  const histories = broken.slice(0, MOST_HISTORIES).flatMap(([id, violations]) => {
    const promises = violations.map(({ kind, note }) => `${kind} (${note})`).join('; ');
    const others = new Set(violations.flatMap(({ other }) => other ?? []));
    return [
      ...['', `${id}: ${promises}`, ...indented(historyOf(facts.get(id) ?? []))],
      ...[...others].flatMap((other) => [`and ${other}`, ...indented(historyOf(facts.get(other) ?? []))]),
    ];
  });
  const more = broken.slice(MOST_HISTORIES).map(([id]) => id);
  return more.length === 0 ? histories : [...histories, '', `… and ${more.length} more: ${more.join(' ')}`];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** Returns the table of what became of a run, a row for each line. */
export function tableOf(verdict: Verdict): string[] {
  const {
    sent,
    sentTwice,
    delivered,
    destinationsReported,
    posts,
    digests,
    batches,
    duplicates,
    deadLettered,
    played,
    neverPlayed,
    violations,
  } = verdict;
  const broken = (kind: string) => violations.filter((violation) => violation.kind === kind).length;
  return [
    row('sent', sent, `${sentTwice} of them published twice`),
    row('delivered', delivered, `in ${posts} posts, ${digests} of them digests`),
    row('destinations that Shipbell reported to default', destinationsReported),
    row('batches of several of one message group', batches.ofSeveral, `${batches.killed} of them killed in the middle`),
    ...section('delivered again', duplicates),
    ...section('dead-lettered', deadLettered),
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

/** Returns what happened to one notification, a line for each fact, in order. */
export function historyOf(facts: readonly Fact[]): string[] {
  return facts.map(describe);
}

function describe(fact: Fact): string {
  switch (fact.kind) {
    case 'published':
      return 'published';
    case 'event_lost':
      return `${words(fact.event)}, and the other event came`;
    case 'enqueued':
      return `on the queue in ${fact.group} as ${fact.sequence.replace(/^0+/, '#')}`;
    case 'handler_failed':
      return `a handler failed with it: ${fact.fault ?? 'nobody interfered'}`;
    case 'began':
      return `sender ${fact.invocation} began, ${fact.ids.length} in the batch`;
    case 'ended':
      return `sender ${fact.invocation} ended: ${fact.outcome}`;
    case 'killed':
      return `sender ${fact.invocation} was killed`;
    case 'posted': {
      const form = fact.ids.length > 1 ? ` with ${fact.ids.length - 1} others` : '';
      const result = fact.isDelivered ? 'delivered' : 'not delivered';
      return `sender ${fact.invocation} posted it to ${fact.channel}${form}: ${result}, ${fact.answer}`;
    }
    case 'delete_denied':
      return `it was done in sender ${fact.invocation}, and the queue did not delete it`;
    case 'dead_lettered':
      return `dead-lettered${fact.invocation === undefined ? '' : ` by sender ${fact.invocation}`}: ${fact.reason}`;
    case 'dead_lettering_denied':
      return 'the dead-letter queue did not take it';
    case 'webhook':
      return `the webhook of ${fact.destination} is ${fact.state}`;
    case 'outage':
      return `${words(fact.outage)}: ${fact.state}`;
    case 'found_dead_lettered':
      return `found in ${fact.queue}: ${fact.reason}`;
  }
}
