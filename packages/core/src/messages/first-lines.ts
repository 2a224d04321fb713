import { cleanText } from '../slack/text.ts';

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
