/** A place in a text, counted from 1 as editors do. */
interface Place {
  readonly line: number;
  readonly column: number;
  /** What JSON has at this place, as a sentence ends with it. */
  readonly expected: string;
}

/** One token of JSON, with the space before it: https://www.rfc-editor.org/rfc/rfc8259 */
const TOKEN =
  /\s*(?:([{}[\]:,])|("(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)))/uy;

/** What is expected after a whole value. */
export const END = 'the end of the text';
const VALUE = 'a value';
const NAME = 'a member’s name in double quotes';

/**
 * Returns where a text stops being JSON, and what JSON has there; undefined for JSON. `JSON.parse` says where only for some
 * of its errors.
 */
export function findSyntaxError(text: string): Place | undefined {
  const open: string[] = [];
  let expected = VALUE;
  let end = 0;
  for (;;) {
    TOKEN.lastIndex = end;
    const [token, mark, string] = TOKEN.exec(text) ?? [];
    if (token === undefined) break;
    const next = after(expected, mark, string !== undefined, open);
    if (next === undefined) break;
    expected = next;
    end += token.length;
  }
  const at = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
  if (at === text.length && expected === END) return undefined;
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, expected };
}

/** Returns what may follow a token; undefined where the token is not what is expected. `open` holds the open brackets. */
function after(expected: string, mark: string | undefined, isString: boolean, open: string[]): string | undefined {
  const inside = () => (open.length === 0 ? END : open.at(-1) === '{' ? '"," or "}"' : '"," or "]"');
  if (expected === END) return undefined;
  if (expected === '":"') return mark === ':' ? VALUE : undefined;
  if (expected.startsWith(NAME)) {
    if (isString) return '":"';
    if (mark !== '}' || expected === NAME) return undefined;
  } else if (expected.startsWith(VALUE)) {
    if (mark === undefined) return inside();
    if (mark === '{' || mark === '[') {
      open.push(mark);
      return mark === '{' ? `${NAME} or "}"` : `${VALUE} or "]"`;
    }
    if (mark !== ']' || expected === VALUE) return undefined;
  } else if (mark === ',') return open.at(-1) === '{' ? NAME : VALUE;
  if (mark !== (open.at(-1) === '{' ? '}' : ']')) return undefined;
  open.pop();
  return inside();
}
