import type { KnownBlock } from '@slack/types';
import { context, section } from '../slack/blocks.ts';
import { cutMrkdwn, joinMrkdwn, type Mrkdwn } from '../slack/text.ts';

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
