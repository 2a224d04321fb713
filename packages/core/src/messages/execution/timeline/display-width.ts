/**
 * Matches a character as a reader sees it: a flag, or a code point with the marks and joined emoji that belong to it.
 */
const CHARACTER =
  /[\u{1f1e6}-\u{1f1ff}]{2}|.(?:\u200d.|[\p{Mark}\p{Cf}\p{Emoji_Modifier}\u1160-\u11ff\ud7b0-\ud7ff])*/gsu;

/** Matches a character that a fixed-width font draws in two columns: https://www.unicode.org/reports/tr11/ */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]|\ufe0f/u;

/**
 * Matches what takes no column alone: marks, joiners, the vowels and finals of a Hangul syllable that is written in
 * parts.
 */
const INVISIBLE = /^[\p{Mark}\p{Cf}\u1160-\u11ff\ud7b0-\ud7ff]+$/u;

/** Returns the characters of the text as a reader sees them. */
export function characters(text: string): string[] {
  return text.match(CHARACTER) ?? [];
}

function widthOf(character: string): number {
  return INVISIBLE.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
}

/** Returns how many columns the text takes in a fixed-width font. */
export function displayWidth(text: string): number {
  return characters(text).reduce((width, character) => width + widthOf(character), 0);
}

/** Returns as many of the characters, from the first on, as fit into the columns. */
export function fitting(list: readonly string[], columns: number): string[] {
  let width = 0;
  const end = list.findIndex((character) => {
    width += widthOf(character);
    return width > columns;
  });
  return end === -1 ? [...list] : list.slice(0, end);
}

/**
 * Returns the text cut to at most `columns`, never inside a character, with `…` in place of its middle: names that begin
 * alike often differ at their end, of which `endColumns` are kept.
 */
export function cutMiddleToWidth(text: string, columns: number, endColumns = Math.floor((columns - 1) * 0.4)): string {
  if (displayWidth(text) <= columns) return text;
  const end = fitting(characters(text).reverse(), endColumns).reverse();
  const start = fitting(characters(text), columns - 1 - displayWidth(end.join('')));
  return `${start.join('').trimEnd()}…${end.join('').trimStart()}`;
}

/** Returns the text filled up with spaces to the number of columns. */
export function padEndToWidth(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

/**
 * Matches a character that is written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and their
 * presentation forms.
 */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** U+200E, which is invisible. */
const LEFT_TO_RIGHT_MARK = '\u200e';

/**
 * Returns the text between two marks if it is written from right to left, so that the text around it stays where it is:
 * without the marks, an Arabic name at the start of a line would move the columns after it to its left.
 * Source: https://www.unicode.org/reports/tr9/#Implicit_Directional_Marks
 */
export function leftToRight(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${LEFT_TO_RIGHT_MARK}${text}${LEFT_TO_RIGHT_MARK}` : text;
}
