/** A character as a reader sees it: a flag, or a code point with the marks and joined emoji that belong to it. */
const CHARACTER = /[\u{1f1e6}-\u{1f1ff}]{2}|.(?:\u200d.|[\p{Mark}\p{Cf}\p{Emoji_Modifier}])*/gsu;

/** Characters that a fixed-width font draws in two columns: https://www.unicode.org/reports/tr11/ */
const WIDE =
  /^(?![\uff61-\uffdc])[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u;

const INVISIBLE = /^[\p{Mark}\p{Cf}]+$/u;

const characters = (text: string): string[] => text.match(CHARACTER) ?? [];

const widthOf = (character: string): number => (INVISIBLE.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

/** How many columns the text takes in a fixed-width font. */
export const displayWidth = (text: string): number =>
  characters(text).reduce((width, character) => width + widthOf(character), 0);

/** The text cut to at most `columns`, with `…` in the last one when something is missing, never inside a character. */
export const cutToWidth = (text: string, columns: number): string => {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const character of characters(text)) {
    width += widthOf(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
};

export const padEndToWidth = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
