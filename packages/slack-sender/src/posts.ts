import type { SQSRecord } from 'aws-lambda';
import { digest, MOST_LINES } from './digest/digest.ts';
import { type DigestLine, toDigestLine } from './digest/digest-line.ts';
import type { Malformed, Parsed } from './parse-message.ts';

/** A record of the queue and what it says. */
export interface Entry {
  readonly record: SQSRecord;
  readonly parsed: Parsed | Malformed;
}

/** Records that are delivered with one post: one of them as it is, or several as a digest. */
export interface Post {
  readonly entries: readonly Entry[];
  readonly digest?: { readonly destination: string; readonly body: string };
}

/** With fewer, a channel has not fallen behind. */
const FEWEST_LINES = 5;

/** The posts that a message group needs, in order: every run of successive messages that may be folded is a digest. */
export function toPosts(entries: readonly Entry[], digestBacklog: boolean): Post[] {
  if (!digestBacklog || entries.length < FEWEST_LINES) return entries.map(alone);
  return runs(entries).flatMap(({ destination, lines, entries: run }) =>
    lines.length < FEWEST_LINES
      ? run.map(alone)
      : [{ entries: run, digest: { destination, body: JSON.stringify(digest(lines)) } }],
  );
}

function alone(entry: Entry): Post {
  return { entries: [entry] };
}

interface Run {
  readonly destination: string;
  readonly entries: Entry[];
  /** One for each entry, or none where the run is of one message that may not be folded. */
  readonly lines: DigestLine[];
}

function runs(entries: readonly Entry[]): Run[] {
  const found: Run[] = [];
  for (const entry of entries) {
    const next = runOf(entry);
    const last = found.at(-1);
    if (last && goesOn(last, next)) {
      last.entries.push(entry);
      last.lines.push(...next.lines);
    } else found.push(next);
  }
  return found;
}

function runOf(entry: Entry): Run {
  const { record, parsed } = entry;
  if (parsed.kind === 'malformed') return { destination: '', entries: [entry], lines: [] };
  const line = toDigestLine(record);
  return { destination: parsed.destination, entries: [entry], lines: line ? [line] : [] };
}

function goesOn(run: Run, next: Run): boolean {
  return (
    run.destination === next.destination &&
    next.lines.length > 0 &&
    run.lines.length > 0 &&
    run.lines.length < MOST_LINES
  );
}
