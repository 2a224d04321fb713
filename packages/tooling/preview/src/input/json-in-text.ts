import { parseJson } from '@shipbell/core';

/** How often a text is tried that turns out to be no JSON: a log is full of brackets, and a search has to end. */
const MOST_FAILURES = 2_000;

/** Returns the JSON objects and lists that stand somewhere in a text, such as a line of a log, in their order. */
export function jsonInText(text: string): readonly unknown[] {
  const found: unknown[] = [];
  let failures = 0;
  for (let start = nextOpening(text, 0); start >= 0 && failures < MOST_FAILURES; ) {
    const end = closingOf(text, start);
    const value = end === undefined ? undefined : parseJson(text.slice(start, end));
    if (value === undefined) failures += 1;
    else found.push(value);
    start = nextOpening(text, value === undefined || end === undefined ? start + 1 : end);
  }
  return found;
}

function nextOpening(text: string, from: number): number {
  const at = text.slice(from).search(/[{[]/);
  return at < 0 ? at : from + at;
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
