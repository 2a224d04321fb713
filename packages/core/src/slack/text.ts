import { stripVTControlCharacters } from 'node:util';

/**
 * Text in Slack's mrkdwn whose outside parts are escaped already. Only the functions of this file make it, so
 * that a commit message, a state name or an error cause cannot ping a channel or break a link.
 */
export interface Mrkdwn {
  readonly mrkdwn: string;
}

/** C0 and C1 control characters but tab and newline, bidirectional overrides, U+FFFE, U+FFFF, lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * Drops a terminal's colour codes, replaces with U+FFFD what SQS or JSON refuse (control characters, lone surrogates,
 * U+FFFE, U+FFFF) and what would reverse the text around it, and makes every line end a `\n`.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text).replace(/\r\n?/g, '\n').replace(UNWANTED, '\ufffd');
}

/** The text on one line: every run of white space becomes one space. */
export function inline(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

/** The text cut by code point to at most `max` UTF-16 units, with `…` in the last place when something is missing. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > max - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Escapes the three characters that mrkdwn reads as markup. https://docs.slack.dev/messaging/formatting-message-text */
function escapeMrkdwn(text: string): string {
  return cleanText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Template tag: strings from outside are escaped, `Mrkdwn` goes in as it is. */
export function mrkdwn(strings: TemplateStringsArray, ...values: readonly (string | number | Mrkdwn)[]): Mrkdwn {
  return {
    mrkdwn: strings.reduce((text, string, index) => text + asMrkdwn(values[index - 1] ?? '') + string),
  };
}

function asMrkdwn(value: string | number | Mrkdwn): string {
  return typeof value === 'object' ? value.mrkdwn : escapeMrkdwn(String(value));
}

export function joinMrkdwn(parts: readonly Mrkdwn[], separator: string): Mrkdwn {
  return {
    mrkdwn: parts.map((part) => part.mrkdwn).join(separator),
  };
}

/** Bold on one line. An asterisk inside would end it, so it becomes U+2217. */
export function bold(text: string): Mrkdwn {
  return mrkdwn`*${inline(text).replaceAll('*', '∗')}*`;
}

/** A code span on one line. A backtick inside cannot be escaped, so it becomes an apostrophe. */
export function code(text: string): Mrkdwn {
  return mrkdwn`\`${inline(text).replaceAll('`', "'")}\``;
}

/** A fixed-width block. Backticks inside become apostrophes, for three of them would end it. */
export function codeBlock(text: string): Mrkdwn {
  return mrkdwn`\`\`\`\n${text.replaceAll('`', "'")}\n\`\`\``;
}

/** Every line as a quoted line. */
export function quote(text: string): Mrkdwn {
  return joinMrkdwn(
    cleanText(text)
      .split('\n')
      .map((line) => mrkdwn`> ${line}`),
    '\n',
  );
}

/** The URL as a browser takes it when it is http or https and within Slack's limit, else undefined. */
export function webUrl(url: string | undefined, max = 3_000): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  const encoded = href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return (protocol === 'https:' || protocol === 'http:') && encoded.length <= max ? encoded : undefined;
}

/**
 * A link on one line, or its text alone where the URL is no web address or takes more than `max` characters.
 * A bar inside the text would end the address, so it becomes U+2223.
 */
export function link(url: string | undefined, text: string, max = 3_000): Mrkdwn {
  const label = inline(text).replaceAll('|', '∣');
  const address = webUrl(url, max)?.replaceAll('&', '&amp;') ?? '';
  if (address === '' || address.length > max || label === '') return mrkdwn`${label}`;
  return { mrkdwn: `<${address}|${escapeMrkdwn(label)}>` };
}

/**
 * A moment as a Slack date token, which every reader sees in their own time zone.
 * `format` is made of Slack's tokens such as `{date_short_pretty} {time_secs}`; clients too old for it show UTC. A date
 * that is none, as the SDK makes one of a number out of range, is said to be unknown.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function dateTime(date: Date, format: string): Mrkdwn {
  const time = date.getTime();
  if (Number.isNaN(time)) return { mrkdwn: 'an unknown time' };
  const utc = date.toISOString().slice(0, -5).replace('T', ' ');
  return { mrkdwn: `<!date^${Math.floor(time / 1000)}^${format}|${utc} UTC>` };
}

/**
 * One character of mrkdwn that must not be taken apart: an entity, a `<…>` token or a code point. A token holds no `<`,
 * so however many are never closed, none is looked through twice.
 */
const UNIT = /&(?:amp|lt|gt);|<[^<>]*>|./gsu;

/** Cuts mrkdwn to at most `max` UTF-16 units, never inside an entity, a link or a surrogate pair; closes an open block. */
export function cutMrkdwn(text: Mrkdwn, max: number): Mrkdwn {
  if (text.mrkdwn.length <= max) return text;
  const end = '…\n```';
  let kept = '';
  for (const [unit] of text.mrkdwn.matchAll(UNIT)) {
    if (kept.length + unit.length > max - end.length) break;
    kept += unit;
  }
  const insideBlock = kept.split('```').length % 2 === 0;
  return { mrkdwn: `${kept.trimEnd()}${insideBlock ? end : '…'}` };
}
