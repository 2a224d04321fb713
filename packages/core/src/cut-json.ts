import { parseJson } from './json.ts';

/** JSON that stands in a text. */
export interface JsonInText {
  readonly value: unknown;
  /** The position behind it. */
  readonly end: number;
  /** Whether the text ends before the JSON does. The value then lacks what was cut off: a text within it ends with `…`. */
  readonly isCut: boolean;
}

/**
 * Returns the JSON that begins at a position of the text, which may go on behind it; undefined where there is none. It takes
 * time in proportion to the text.
 */
export function readJson(text: string, from = 0): JsonInText | undefined {
  const { start, open, rest } = scan(text, from);
  const isCut = open.length > 0 || start.endsWith(CUT_TEXT);
  if (isCut && !HALF_MEMBER.test(rest.trim())) return undefined;
  const json = start + open.toReversed().join('');
  // Line ends that stand in a string as they are come from a text that was put together by hand.
  const value = parseJson(json) ?? parseJson(json.replace(/\s/g, ' '));
  return value === undefined ? undefined : { value, end: isCut ? text.length : from + start.length, isCut };
}

/** JSON up to the last position at which it can be closed. */
interface Scan {
  readonly start: string;
  /** The brackets that close it. */
  readonly open: readonly string[];
  /** What the text holds behind that position. */
  readonly rest: string;
}

/** The end of a text that was cut off. */
const CUT_TEXT = '…"';

/** Matches a string without the quote at its end. An escape sequence that is not complete stays out. */
const STRING = /"[^"\\]*(?:\\(?:u[\da-fA-F]{4}|[^u])[^"\\]*)*/sy;

/** Matches what may be left of a member whose end was cut off. */
const HALF_MEMBER = /^,?\s*(?:[\w.+-]*|"[^"\\]*(?:\\.[^"\\]*)*\\?(?:"\s*(?::\s*[\w.+-]*)?)?)$/s;

function scan(text: string, from: number): Scan {
  const open: string[] = [];
  let complete = from;
  let before = '';
  for (let index = from; index < text.length; index += 1) {
    const mark = text.charAt(index);
    if (mark === '"') {
      const isValue = before === ':' || open.length === 0 || (open.at(-1) === ']' && before !== mark);
      const end = endOfString(text, index);
      if (text[end] !== mark && isValue) return { start: `${text.slice(from, end)}${CUT_TEXT}`, open, rest: '' };
      if (text[end] !== mark) break;
      index = end;
      if (isValue) complete = end + 1;
    } else if (mark === '{' || mark === '[') {
      open.push(mark === '{' ? '}' : ']');
      complete = index + 1;
    } else if (mark === ']' || mark === '}') {
      open.pop();
      complete = index + 1;
    } else if (mark === ',') complete = index;
    if (mark.trim() !== '') before = mark;
    if (open.length === 0 && complete > from) break;
  }
  return { start: text.slice(from, complete), open, rest: text.slice(complete) };
}

function endOfString(text: string, index: number): number {
  STRING.lastIndex = index;
  return index + (STRING.exec(text)?.[0].length ?? 0);
}
