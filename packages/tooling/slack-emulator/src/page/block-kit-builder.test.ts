import { describe, expect, it } from 'vitest';
import type { SlackPayload } from '../protocol.ts';
import { blockKitBuilderUrl } from './block-kit-builder.ts';

/** Returns what the Builder opens with. */
function opened(payload: SlackPayload): unknown {
  const { origin, pathname, hash } = new URL(blockKitBuilderUrl(payload));
  expect(origin + pathname).toBe('https://app.slack.com/block-kit-builder/');
  return JSON.parse(decodeURIComponent(hash.slice(1)));
}

describe('blockKitBuilderUrl', () => {
  const blocks = [{ type: 'divider' as const }];

  it('holds the attachments, which have the colour', () => {
    const attachments = [{ color: '#e01e5a', blocks }];
    expect(opened({ text: 'a', attachments })).toEqual({ attachments });
  });

  it('holds the blocks of a message without attachments', () => {
    expect(opened({ text: 'a', blocks, attachments: [] })).toEqual({ blocks });
  });

  it('holds a text alone as a section, whatever is in it', () => {
    const text = 'Größe "5" % # & 🚀 \ud83d';
    expect(opened({ text })).toEqual({ blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] });
  });
});
