import { describe, expect, it } from 'vitest';
import { notificationText } from './notification-text.ts';

describe('notificationText', () => {
  it.each([
    ['✅ *backend* is live on _dev_ (`a1b2c3d`), 40 s', '✅ backend is live on dev (a1b2c3d), 40 s'],
    ['<https://example.com/pull/1|#1> &amp; <https://example.com>', '#1 & https://example.com'],
    ['<!here> <@U012ABC|mina> :rocket: :no_such:', '@here @mina 🚀 :no_such:'],
    ['> quoted\n\n```\nfixed\n  width```', 'quoted fixed width'],
    ['at <!date^1730441673^{date_num}|then>, <!date^99999999999999^{time}|then>', 'at 2024-11-01, then'],
  ])('returns %j without its markup', (text, line) => {
    expect(notificationText({ text })).toBe(line);
  });

  it('returns what stands in for a text', () => {
    expect(notificationText({ attachments: [{ fallback: '*live*' }] })).toBe('live');
    expect(notificationText({ text: '', attachments: [{ text: 'legacy' }] })).toBe('legacy');
    expect(notificationText({ blocks: [{ type: 'divider' }] })).toBe('[no preview available]');
  });
});
