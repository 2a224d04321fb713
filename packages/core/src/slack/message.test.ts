import { describe, expect, it } from 'vitest';
import { slackMessage } from './message.ts';
import { mrkdwn } from './text.ts';

describe('slackMessage', () => {
  it('has whom it mentions at the end of its headline, which a phone shows', () => {
    const { text } = slackMessage(mrkdwn`❌ it failed`, 'bad', [], ['U012ABC', 'S045DEF', 'here']);
    expect(text).toBe('❌ it failed <@U012ABC> <!subteam^S045DEF> <!here>');
  });

  it('has every mention whole, however long the headline is', () => {
    const { text } = slackMessage(mrkdwn`${'x'.repeat(5_000)}`, 'bad', [], ['U012ABC']);
    expect(text).toMatch(/^x+… <@U012ABC>$/);
  });
});
