import { parseCode, parseInline } from './parse-inline.ts';
import type { Block } from './tree.ts';

const FENCE = /\n?```\n?(.+?)\n?```\n?/s;

/** The start of a quote. Slack's clients escape what people type, so an escaped `>` counts as well. */
const QUOTED = /^(?:>|&gt;) ?/;
const QUOTED_TO_THE_END = /^(?:>|&gt;){3} ?/;

/** Returns the paragraphs, quotes and fixed-width blocks of a text of mrkdwn. */
export function parseMrkdwn(text: string): Block[] {
  return text.split(FENCE).flatMap((part, index): Block[] => {
    if (index % 2 === 1) return [{ type: 'code', children: parseCode(part) }];
    return part === '' ? [] : parseLines(part.split('\n'));
  });
}

function parseLines(lines: string[]): Block[] {
  const blocks: Block[] = [];
  let type: 'lines' | 'quote' = 'lines';
  let toTheEnd = false;
  for (const line of lines) {
    toTheEnd ||= QUOTED_TO_THE_END.test(line);
    type = toTheEnd || QUOTED.test(line) ? 'quote' : 'lines';
    const inline = parseInline(line.replace(QUOTED_TO_THE_END, '').replace(QUOTED, ''));
    const last = blocks.at(-1);
    if (last?.type === type) last.lines.push(inline);
    else blocks.push({ type, lines: [inline] });
  }
  return blocks;
}
