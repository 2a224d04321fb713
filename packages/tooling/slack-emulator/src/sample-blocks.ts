/** Returns a button that opens a link. */
export function link(text: string, path: string) {
  return {
    type: 'button' as const,
    text: { type: 'plain_text' as const, text, emoji: true },
    url: `https://example.com/${path}`,
    action_id: `open:${text}`,
  };
}

export function section(text: string) {
  return { type: 'section' as const, text: { type: 'mrkdwn' as const, text } };
}

export function context(text: string) {
  return { type: 'context' as const, elements: [{ type: 'mrkdwn' as const, text }] };
}
