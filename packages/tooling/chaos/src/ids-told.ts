import { idsIn } from './notification.ts';

/** A link that leads to a notification does not tell of it. */
const LINK = /https?:\/\/[^\s"|<>]+/g;

/**
 * The notifications that a post tells of: by its headline, or a digest by its lines, which are its attachments. One that
 * stands in two of them is told twice.
 */
export function idsTold(body: string): string[] {
  const { text, attachments } = parse(body);
  const lines = Array.isArray(attachments) && attachments.length > 1 ? attachments : [text ?? ''];
  return lines.flatMap((line) => idsIn(JSON.stringify(line).replaceAll(LINK, '')));
}

/** Empty for what Slack will not take. */
function parse(body: string): { text?: unknown; attachments?: unknown } {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return {};
  }
}
