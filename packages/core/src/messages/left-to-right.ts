/** Letters that are written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko, Adlam and their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** U+200E, which nobody sees. */
const LEFT_TO_RIGHT_MARK = '\u200e';

/**
 * The text such that what stands around it keeps its place, whatever the text's letters want: without the marks, an
 * Arabic name at the start of a line would move the columns after it to its left.
 * Source: https://www.unicode.org/reports/tr9/#Implicit_Directional_Marks
 */
export function leftToRight(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${LEFT_TO_RIGHT_MARK}${text}${LEFT_TO_RIGHT_MARK}` : text;
}
