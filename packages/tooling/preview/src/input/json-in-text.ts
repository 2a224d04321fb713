import { parseJson } from '@shipbell/core';

/** How many characters are looked through in vain: a log may be full of brackets, and a search has to end. */
const MOST_CHARACTERS = 20_000_000;

/** Returns the JSON objects and lists that stand somewhere in a text, such as a line of a log, in their order. */
export function jsonInText(text: string): readonly unknown[] {
  const found: unknown[] = [];
  const openings = /[{[]/g;
  let left = MOST_CHARACTERS;
  for (let opening = openings.exec(text); opening && left > 0; opening = openings.exec(text)) {
    const end = closingOf(text, opening.index);
    const value = end === undefined ? undefined : parseJson(text.slice(opening.index, end));
    if (value === undefined) left -= (end ?? text.length) - opening.index;
    else found.push(value);
    if (value !== undefined && end !== undefined) openings.lastIndex = end;
  }
  return found;
}

const PART = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

/** Returns the end of what a bracket opens; undefined where it is never closed. */
function closingOf(text: string, start: number): number | undefined {
  let depth = 0;
  PART.lastIndex = start;
  for (let part = PART.exec(text); part; part = PART.exec(text)) {
    if (part[0].startsWith('"')) continue;
    depth += part[0] === '{' || part[0] === '[' ? 1 : -1;
    if (depth === 0) return PART.lastIndex;
  }
  return undefined;
}
