import type { Entry } from '../parse-message.ts';
import { digest, MOST_LINES } from './digest.ts';
import { type DigestLine, toDigestLine } from './digest-line.ts';

/** What is delivered with one post: a record's message as it is, or those of several as a digest. */
export type Post = { readonly kind: 'alone'; readonly entry: Entry } | DigestPost;

export interface DigestPost {
  readonly kind: 'digest';
  readonly entries: readonly Entry[];
  readonly message: { readonly destination: string; readonly body: string };
}

/** With fewer messages that wait, a channel has not fallen behind. */
const FEWEST_LINES = 5;

/**
 * Returns the posts that a message group needs, in order. Where digests are switched on, every run of five to ten
 * successive messages that may be folded is one digest.
 */
export function foldBacklog(entries: readonly Entry[], digestBacklog: boolean): Post[] {
  if (!digestBacklog || entries.length < FEWEST_LINES) return entries.map(alone);
  return toRuns(entries).flatMap(({ destination, lines, entries: ofRun }): Post[] =>
    lines.length < FEWEST_LINES
      ? ofRun.map(alone)
      : [{ kind: 'digest', entries: ofRun, message: { destination, body: JSON.stringify(digest(lines)) } }],
  );
}

function alone(entry: Entry): Post {
  return { kind: 'alone', entry };
}

/** Successive messages for one destination that may be folded, ten at most, or one message that may not be. */
interface Run {
  readonly destination: string;
  readonly entries: Entry[];
  /** One for each entry, or none where the run is of one message that may not be folded. */
  readonly lines: DigestLine[];
}

function toRuns(entries: readonly Entry[]): Run[] {
  const runs: Run[] = [];
  for (const entry of entries) {
    const next = runOf(entry);
    const last = runs.at(-1);
    if (last && goesOn(last, next)) {
      last.entries.push(entry);
      last.lines.push(...next.lines);
    } else runs.push(next);
  }
  return runs;
}

function runOf(entry: Entry): Run {
  const { record, parsed } = entry;
  if (parsed.kind === 'undeliverable') return { destination: '', entries: [entry], lines: [] };
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
