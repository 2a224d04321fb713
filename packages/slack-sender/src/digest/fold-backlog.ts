import type { Entry } from '../parse-message.ts';
import { digest, MOST_LINES } from './digest.ts';
import { type DigestLine, toDigestLine } from './digest-line.ts';

/**
 * The messages that are delivered with one post: a record's message as it is, or those of several records as a digest.
 */
export type Post = { readonly kind: 'alone'; readonly entry: Entry } | DigestPost;

/** The messages of several records as one. */
export interface DigestPost {
  readonly kind: 'digest';
  readonly entries: readonly Entry[];
  readonly message: { readonly destination: string; readonly body: string };
}

/** How many messages must wait for a digest: with fewer, a channel has not fallen behind. */
const FEWEST_LINES = 5;

/**
 * Returns the posts that a message group needs, in order. Where digests are switched on, every five to ten successive
 * messages that may be folded are one digest.
 */
export function foldBacklog(entries: readonly Entry[], digestBacklog: boolean): Post[] {
  if (!digestBacklog || entries.length < FEWEST_LINES) return entries.map(alone);
  return toSequences(entries).flatMap(({ destination, lines, entries: ofSequence }): Post[] =>
    lines.length < FEWEST_LINES
      ? ofSequence.map(alone)
      : [{ kind: 'digest', entries: ofSequence, message: { destination, body: JSON.stringify(digest(lines)) } }],
  );
}

function alone(entry: Entry): Post {
  return { kind: 'alone', entry };
}

/** Successive messages for one destination that may be folded, ten at most, or one message that may not be. */
interface Sequence {
  readonly destination: string;
  readonly entries: Entry[];
  /** One for each entry, or none where the sequence is one message that may not be folded. */
  readonly lines: DigestLine[];
}

function toSequences(entries: readonly Entry[]): Sequence[] {
  const sequences: Sequence[] = [];
  for (const entry of entries) {
    const next = sequenceOf(entry);
    const last = sequences.at(-1);
    if (last && continues(last, next)) {
      last.entries.push(entry);
      last.lines.push(...next.lines);
    } else sequences.push(next);
  }
  return sequences;
}

function sequenceOf(entry: Entry): Sequence {
  const { record, parsed } = entry;
  if (parsed.kind === 'undeliverable') return { destination: '', entries: [entry], lines: [] };
  const line = toDigestLine(record);
  return { destination: parsed.destination, entries: [entry], lines: line ? [line] : [] };
}

function continues(last: Sequence, next: Sequence): boolean {
  return (
    last.destination === next.destination &&
    next.lines.length > 0 &&
    last.lines.length > 0 &&
    last.lines.length < MOST_LINES
  );
}
