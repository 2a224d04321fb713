import { stripVTControlCharacters } from 'node:util';

/**
 * Text in Slack's mrkdwn in which everything from outside is escaped already. Only the functions of this file make it, so
 * that a commit message, a state name or an error cause cannot ping a channel or break a link.
 */
export interface Mrkdwn {
  readonly mrkdwn: string;
}

/**
 * Slack's limits that one of our messages can reach, in characters unless said.
 * Source: https://docs.slack.dev/reference/block-kit/blocks and /reference/messaging/attachments.
 */
export const LIMITS = {
  /** `text` is cut by Slack at 40,000; 4,000 is what Slack advises. */
  text: 4_000,
  section: 3_000,
  fields: 10,
  field: 2_000,
  actions: 25,
  buttonText: 75,
  url: 3_000,
  altText: 2_000,
  /**
   * All blocks of a message together: undocumented, about 13,200 were seen to pass.
   * https://github.com/slackapi/bolt-js/issues/2509
   */
  total: 12_000,
} as const;

/** C0 and C1 control characters but tab and newline, bidirectional overrides, U+FFFE, U+FFFF, lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * Returns the text without a terminal's colour codes, with U+FFFD for what SQS or JSON refuse (control characters, lone
 * surrogates, U+FFFE, U+FFFF) and for what would reverse the text around it, and with `\n` for every line end.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text).replace(/\r\n?/g, '\n').replace(UNWANTED, '\ufffd');
}

/** Returns the cleaned text on one line: every run of white space becomes one space. */
export function inline(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

/** Returns the text cut by code point to at most `max` UTF-16 units, with `…` at its end when something is missing. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > max - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * Returns the cleaned text with the three characters escaped that mrkdwn reads as markup.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
function escapeMrkdwn(text: string): string {
  return cleanText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Returns the text that `escapeMrkdwn` was given, as far as cleaning left it. */
export function unescapeMrkdwn(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Returns a template's text as `Mrkdwn`: it escapes every string and number and takes a `Mrkdwn` as it is. */
export function mrkdwn(strings: TemplateStringsArray, ...values: readonly (string | number | Mrkdwn)[]): Mrkdwn {
  return {
    mrkdwn: strings.reduce((text, string, index) => text + asMrkdwn(values[index - 1] ?? '') + string),
  };
}

function asMrkdwn(value: string | number | Mrkdwn): string {
  return typeof value === 'object' ? value.mrkdwn : escapeMrkdwn(String(value));
}

/** Returns the parts as one text, with the separator between them as it is: it must be mrkdwn already. */
export function joinMrkdwn(parts: readonly Mrkdwn[], separator: string): Mrkdwn {
  return {
    mrkdwn: parts.map((part) => part.mrkdwn).join(separator),
  };
}

/**
 * Returns what notifies a Slack user, a user group, or all in a channel who are active (`here`) or not (`channel`); an
 * empty text for anything else. Only what somebody has set may come here: text from outside notifies nobody.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#mentioning-users
 */
export function mention(who: string): Mrkdwn {
  if (/^[UW][A-Z0-9]+$/.test(who)) return { mrkdwn: `<@${who}>` };
  if (/^S[A-Z0-9]+$/.test(who)) return { mrkdwn: `<!subteam^${who}>` };
  return { mrkdwn: who === 'here' || who === 'channel' ? `<!${who}>` : '' };
}

/** Returns the text in bold on one line. An asterisk inside would end the bold text, so it becomes U+2217. */
export function bold(text: string): Mrkdwn {
  return mrkdwn`*${inline(text).replaceAll('*', '∗')}*`;
}

/** Returns the text as code on one line. A backtick inside cannot be escaped, so it becomes an apostrophe. */
export function code(text: string): Mrkdwn {
  return mrkdwn`\`${inline(text).replaceAll('`', "'")}\``;
}

/** Returns the text with apostrophes for backticks where one would open a code span that swallows what follows the text. */
export function closedCode(text: string): string {
  return text.split('`').length % 2 === 0 ? text.replaceAll('`', "'") : text;
}

/**
 * Returns the text as a fixed-width block. Backticks inside become apostrophes, because three of them would end the
 * block.
 */
export function codeBlock(text: string): Mrkdwn {
  return mrkdwn`\`\`\`\n${text.replaceAll('`', "'")}\n\`\`\``;
}

/** Matches a line of Markdown that opens or closes a block of code. */
const FENCE = /^[ \t]*`{3}[^`\n]*(?:\n|$)/gm;

/**
 * Returns the text with every line quoted, without lines that open or close a block of code: Slack would show the marks of
 * the quoted lines inside the block as they are.
 */
export function quote(text: string): Mrkdwn {
  return joinMrkdwn(
    cleanText(text)
      .replace(FENCE, '')
      .replaceAll('```', "'''")
      .trimEnd()
      .split('\n')
      .map((line) => mrkdwn`> ${line}`),
    '\n',
  );
}

/**
 * Returns the URL as a browser writes it, or undefined where no message may link it: where it is not https, names a user,
 * whom a reader takes for the host (`https://github.com@example.org`), or is longer than `max`, which is Slack's limit by
 * default.
 */
export function webUrl(url: string | undefined, max: number = LIMITS.url): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { protocol, username, password, href } = new URL(url);
  if (protocol !== 'https:' || username !== '' || password !== '') return undefined;
  const encoded = href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E');
  return encoded.length <= max ? encoded : undefined;
}

/**
 * Returns a link on one line, or its text alone where the URL is no web address or takes more than `max` characters.
 * A bar inside the text could be read as the end of the address, so it becomes U+2223.
 */
export function link(url: string | undefined, text: string, max: number = LIMITS.url): Mrkdwn {
  const label = inline(text).replaceAll('|', '∣');
  const address = webUrl(url, max)?.replaceAll('&', '&amp;') ?? '';
  if (address === '' || address.length > max || label === '') return mrkdwn`${label}`;
  return { mrkdwn: `<${address}|${escapeMrkdwn(label)}>` };
}

/**
 * Returns a moment as a Slack date token, which every reader sees in their own time zone. `format` is made of Slack's
 * tokens such as `{date_short_pretty} {time_secs}`; clients that are too old for it show UTC. An invalid date, as the SDK
 * makes it of a number out of range, gives `an unknown time`.
 * Source: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function dateTime(date: Date, format: string): Mrkdwn {
  const time = date.getTime();
  if (Number.isNaN(time)) return { mrkdwn: 'an unknown time' };
  const utc = date.toISOString().slice(0, -5).replace('T', ' ');
  return { mrkdwn: `<!date^${Math.floor(time / 1000)}^${format}|${utc} UTC>` };
}

/**
 * Matches a part of mrkdwn that must stay whole: an entity, a `<…>` token or a code point. A token holds no `<`, so a text
 * with many that are never closed is not searched again for each of them.
 */
const UNIT = /&(?:amp|lt|gt);|<[^<>]*>|./gsu;

/**
 * Returns mrkdwn cut to at most `max` UTF-16 units, never inside an entity, a link or a surrogate pair, with an open
 * code block closed.
 */
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
