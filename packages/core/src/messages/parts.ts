import type { KnownBlock } from '@slack/types';
import { context, section } from '../slack/blocks.ts';
import { cleanText, cutMrkdwn, joinMrkdwn, type Mrkdwn } from '../slack/text.ts';

/**
 * How many characters each part of a report on a deployment may take once it is escaped: together they stay below the
 * 13,200 that Slack is seen to take in all blocks of a message. The tests of the messages add the longest ones up.
 */
export const MAX_CHARACTERS = {
  /** A sentence that nobody may miss. */
  warning: 800,
  /** The place that failed and what it says. */
  failure: 900,
  log: 1_400,
  error: 800,
  /** A commit's own text. */
  body: 1_300,
  /** A line that names a commit, its author or what it replaced. */
  commit: 900,
  /** A line that says what is not known or what else belongs to it. */
  note: 350,
  facts: 800,
  /** The address of a button, or of a link inside a text. */
  address: 500,
} as const;

function isFilled({ mrkdwn }: Mrkdwn): boolean {
  return mrkdwn.trim() !== '';
}

/** A paragraph for each text that is not empty, each cut to `room` characters. */
export function paragraphs(texts: readonly Mrkdwn[], room: number): KnownBlock[] {
  return texts.filter(isFilled).map((text) => section(cutMrkdwn(text, room)));
}

/** Lines in small print, each cut to `room` characters; no block where there is none that is not empty. */
export function smallPrint(lines: readonly Mrkdwn[], room: number): KnownBlock[] {
  const filled = lines.filter(isFilled).map((line) => cutMrkdwn(line, room));
  return filled.length === 0 ? [] : [context(joinMrkdwn(filled, '\n'))];
}

/** The parts that are not empty, on one line. */
export function dotted(parts: readonly Mrkdwn[]): Mrkdwn {
  return joinMrkdwn(parts.filter(isFilled), ' · ');
}

/** How many lines of a commit's body a message shows. */
const LINES = 10;

/** The first ten lines, and `…` on a line of its own when there are more. Blank lines around them are dropped. */
export function firstLines(text: string): string {
  const lines = cleanText(text)
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  return lines.length <= LINES ? lines.join('\n') : [...lines.slice(0, LINES), '…'].join('\n');
}
