import type { KnownBlock } from '@slack/types';
import { context, section } from '../slack/blocks.ts';
import { cutMrkdwn, joinMrkdwn, type Mrkdwn } from '../slack/text.ts';

/** A paragraph for each text, each cut to `room` characters. */
export const paragraphs = (texts: readonly Mrkdwn[], room: number): KnownBlock[] =>
  texts.map((text) => section(cutMrkdwn(text, room)));

/** Lines in small print, each cut to `room` characters; no block where there is no line. */
export const smallPrint = (lines: readonly Mrkdwn[], room: number): KnownBlock[] =>
  lines.length === 0
    ? []
    : [
        context(
          joinMrkdwn(
            lines.map((line) => cutMrkdwn(line, room)),
            '\n',
          ),
        ),
      ];
