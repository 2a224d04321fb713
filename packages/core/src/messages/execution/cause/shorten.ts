import { cleanText, cut } from '../../../slack/text.ts';

/** How many lines and characters of a cause are shown: the console's page has the rest of a longer one. */
const MAX_LINES = 10;
const MAX_CHARACTERS = 1_200;
const LAST_CHARACTERS = 800;

/** The last line of a cause whose end is missing. */
export const CUT_OFF = '(the cause was cut off)';

/**
 * Returns the first line and the end of a text that is longer than ten lines, with the count of those left out between them:
 * the output of a tool begins with its banner and ends with the error. A long line is cut in the middle for the same reason.
 * That its end had been cut off is said after it.
 */
export function shorten(text: string): string {
  if (text.endsWith(CUT_OFF)) return `${shorten(text.slice(0, -CUT_OFF.length))}\n${CUT_OFF}`.trim();
  const lines = cleanText(text)
    .replace(/^\s*\n/, '')
    .trimEnd()
    .split('\n');
  const shown = lines.length <= MAX_LINES ? lines : withoutMiddle(lines.filter((line) => line.trim() !== ''));
  return shortenCharacters(shown.join('\n'));
}

function withoutMiddle([first = '', ...rest]: readonly string[]): string[] {
  const left = rest.length + 1 - MAX_LINES;
  return left <= 0
    ? [first, ...rest]
    : [first, `… ${left} more ${left === 1 ? 'line' : 'lines'} …`, ...rest.slice(left)];
}

function shortenCharacters(text: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  const [first = ''] = text.split('\n');
  return `${cut(first, MAX_CHARACTERS - LAST_CHARACTERS)}\n…${[...text].slice(-LAST_CHARACTERS).join('').trim()}`;
}
