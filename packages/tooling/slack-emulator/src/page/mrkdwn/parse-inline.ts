import { link, parseToken, unescapeEntities } from './parse-token.ts';
import type { Inline } from './tree.ts';

const TOKEN = '<[^<>\\n]+>';
const CODE = '`[^`\\n]+`';

/** Returns the pattern of text between two markers, which must have no word character outside and no space inside. */
function between(marker: string): string {
  const inside = `(?:${TOKEN}|${CODE}|(?!${TOKEN}|${CODE})[^${marker}\\n])+?`;
  return `(?<![\\p{L}\\p{N}])${marker}(?=\\S)${inside}(?<=\\S)${marker}(?![\\p{L}\\p{N}])`;
}

const MARKUP = new RegExp(
  [
    `(?<token>${TOKEN})`,
    `(?<code>${CODE})`,
    '(?<url>\\bhttps?:\\/\\/[^\\s<>|`]*[^\\s<>|`.,;:!?*_~)\\]\'"])',
    `(?<bold>${between('\\*')})`,
    `(?<italic>${between('_')})`,
    `(?<strike>${between('~')})`,
  ].join('|'),
  'gu',
);

/** Returns the parsed text of one line of mrkdwn. */
export function parseInline(line: string): Inline[] {
  return parseWith(MARKUP, line);
}

/** Returns the parsed text of fixed-width mrkdwn, where a link is a link and all other markup is text. */
export function parseCode(text: string): Inline[] {
  return parseWith(new RegExp(`(?<token>${TOKEN})`, 'gu'), text);
}

function parseWith(pattern: RegExp, line: string): Inline[] {
  const found: Inline[] = [];
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    found.push(...text(line.slice(end, match.index)), toInline(match[0], match.groups ?? {}));
    end = match.index + match[0].length;
  }
  return [...found, ...text(line.slice(end))];
}

function toInline(whole: string, groups: Record<string, string | undefined>): Inline {
  const inner = whole.slice(1, -1);
  if (groups.token) return parseToken(inner) ?? { type: 'text', text: unescapeEntities(whole) };
  if (groups.code) return { type: 'code', children: parseCode(inner) };
  if (groups.url) return link(unescapeEntities(whole), whole);
  const type = groups.bold ? 'bold' : groups.italic ? 'italic' : 'strike';
  return { type, children: parseInline(inner) };
}

function text(escaped: string): Inline[] {
  return escaped === '' ? [] : [{ type: 'text', text: unescapeEntities(escaped) }];
}
