import type { KnownBlock } from '@slack/types';
import { context, section } from '../slack/blocks.ts';
import { cutMrkdwn, joinMrkdwn, type Mrkdwn } from '../slack/text.ts';

const isFilled = ({ mrkdwn }: Mrkdwn): boolean => mrkdwn.trim() !== '';

/** A paragraph for each text that is not empty, each cut to `room` characters. */
export const paragraphs = (texts: readonly Mrkdwn[], room: number): KnownBlock[] =>
  texts.filter(isFilled).map((text) => section(cutMrkdwn(text, room)));

/** Lines in small print, each cut to `room` characters; no block where there is none that is not empty. */
export const smallPrint = (lines: readonly Mrkdwn[], room: number): KnownBlock[] => {
  const filled = lines.filter(isFilled).map((line) => cutMrkdwn(line, room));
  return filled.length === 0 ? [] : [context(joinMrkdwn(filled, '\n'))];
};

/** The parts that are not empty, on one line. */
export const dotted = (parts: readonly Mrkdwn[]): Mrkdwn => joinMrkdwn(parts.filter(isFilled), ' · ');
