import type { Inline } from './tree.ts';

/** Returns the text without mrkdwn's entities, `&lt;`, `&gt;` and `&amp;`. Each is replaced once: `&amp;lt;` becomes `&lt;`. */
export function unescapeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: 'amp' | 'lt' | 'gt') => ({ amp: '&', lt: '<', gt: '>' })[name]);
}

/** Returns the parsed content of `<…>`, or undefined when it is not one of Slack's tokens and so is text. */
export function parseToken(content: string): Inline | undefined {
  const [target, label] = splitOnce(content, '|');
  if (target.startsWith('@') || target.startsWith('#')) return mention(target.slice(0, 1), label ?? target.slice(1));
  if (target.startsWith('!')) return parseSpecial(target.slice(1), label);
  if (!/^(https?:|mailto:|tel:|slack:)/i.test(target)) return undefined;
  return link(unescapeEntities(target), label ?? target);
}

export function link(url: string, label: string): Inline {
  return { type: 'link', url, children: [{ type: 'text', text: unescapeEntities(label) }] };
}

function parseSpecial(target: string, label: string | undefined): Inline | undefined {
  const [name, ...parts] = target.split('^');
  if (name === 'date') return parseDate(parts, label);
  if (name === 'subteam') return mention('@', label ?? parts[0] ?? '');
  if (name === 'here' || name === 'channel' || name === 'everyone') return mention('@', name);
  return label === undefined ? undefined : { type: 'text', text: unescapeEntities(label) };
}

function parseDate([timestamp, format, url]: string[], fallback = ''): Inline {
  if (!/^-?\d+$/.test(timestamp ?? '') || !format) return { type: 'text', text: unescapeEntities(fallback) };
  return {
    type: 'date',
    timestamp: Number(timestamp),
    format: unescapeEntities(format),
    url: url && unescapeEntities(url),
    fallback: unescapeEntities(fallback),
  };
}

function mention(sign: string, name: string): Inline {
  return { type: 'mention', text: sign + unescapeEntities(name).replace(/^[@#]/, '') };
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
