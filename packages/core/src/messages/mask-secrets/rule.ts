import { isHarmless } from './judge.ts';

/** Writes a pattern as it is, so that a backslash is one. */
export const { raw } = String;

/** What stands for a secret. */
export const MASK = '••••••';

/** A rule returns the text with the secrets that it knows masked. */
export type Rule = (text: string) => string;

/** A value that follows a name, and the text around it. */
export interface Found {
  readonly head: string;
  /** The value without the quotes around it. */
  readonly value: string;
  readonly quoted: boolean;
  /** The value is the last of its line, or a bracket, a comma or a comment follows. */
  readonly last: boolean;
}

/** Matches a quote, also an escaped one. */
export const QUOTE = raw`\\*["'\`]`;

/**
 * Matches a value: a quoted text, also one whose quotes are escaped or whose end was cut off, or everything up to white
 * space. Punctuation belongs to the value, unless another name with a value follows it.
 */
export const VALUE = raw`(?:\\+"[^"\n]*"?|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|(?:(?![,;&] {0,8}["']?[\w.-]{1,60}["']? {0,8}[=:])\S)+)`;

/** Returns the rule that masks every match. Every repetition that could begin at many positions of a text has a limit. */
export function tokens(pattern: RegExp | string): Rule {
  const form = new RegExp(pattern, 'g');
  return (text) => text.replace(form, MASK);
}

/** Returns the rule that masks what follows `head`, where `isSecret` agrees and the value is not harmless. */
export function valueAfter(
  head: string,
  form: string = VALUE,
  isSecret: (found: Found) => boolean = () => true,
  flags = 'gi',
): Rule {
  const pattern = new RegExp(`(${head})(${form})`, flags);
  return (text) =>
    text.replace(pattern, (match: string, ...found: readonly unknown[]) => {
      const [before, secret] = [String(found[0]), String(found.at(-3))];
      const rest = text.slice(Number(found.at(-2)) + match.length);
      const value = secret.replace(/^\\*["'`]|\\*["'`]$/g, '');
      const last = /^[ \t]*(?:$|[\n,;})\]#&|])/.test(rest.slice(0, 12));
      const quoted = value !== secret;
      return !isHarmless(value) && isSecret({ head: before, value, quoted, last }) ? before + MASK : match;
    });
}
