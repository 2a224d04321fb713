import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoticeReport } from '../reports/notice-report.ts';
import { LONGEST_URL } from '../testing/any-source.ts';
import { messageText } from '../testing/message-text.ts';
import { refusal } from '../testing/refusal.ts';
import { noticeMessage } from './notice-message.ts';

const notice: NoticeReport = {
  environment: 'dev',
  linkStyle: 'text',
  title: 'CodeBuild Build',
  about: 'backend-tests',
  status: 'FAILED',
  text: undefined,
  links: [],
  facts: [],
};

describe('noticeMessage', () => {
  it('says in the headline what an event is about and how that stands, and below why', () => {
    const message = noticeMessage({
      ...notice,
      text: 'Error while executing command: npm test',
      links: [{ label: 'Log', url: 'https://example.com/log' }],
      facts: [['current-phase', 'COMPLETED']],
    });
    expect(message.text).toBe('ℹ️ *CodeBuild Build* on *dev*: *backend-tests* FAILED');
    expect(messageText(message)).toContain(
      '> Error while executing command: npm test\nLog\n*current-phase*\nCOMPLETED',
    );
  });

  it('has the title alone where the event says no more', () => {
    expect(noticeMessage({ ...notice, about: undefined, status: undefined }).text).toBe('ℹ️ *CodeBuild Build* on *dev*');
  });

  it('does not repeat a text that stands in the headline', () => {
    const message = noticeMessage({ ...notice, about: undefined, status: 'Hello', text: 'Hello\n' });
    expect(message.text).toBe('ℹ️ *CodeBuild Build* on *dev*: Hello');
    expect(message.attachments).toBeUndefined();
  });

  it('leaves out the first line of a text where the title or the status says it', () => {
    for (const part of [{ status: 'Disk is full' }, { title: 'web: Disk is full', status: undefined }]) {
      const message = noticeMessage({ ...notice, ...part, text: 'Disk is full\nOn i-0b.' });
      expect(messageText(message).match(/Disk is full/g)).toHaveLength(1);
      expect(messageText(message)).toContain('> On i-0b.');
    }
  });

  it('shows a text whole that the headline has cut', () => {
    const text = `${'x'.repeat(400)}end`;
    expect(messageText(noticeMessage({ ...notice, status: text, text }))).toContain('end');
  });

  it('shows a moment in the zone of each reader, and any other value as it is', () => {
    const facts = [
      ['StateChangeTime', '2024-11-01T06:15:20.000+0000'],
      ['updatedAt', '2024-11-01T06:15:21Z'],
      ['day', '2024-11-01'],
      ['time', '2024-13-41T06:15:20Z'],
    ] as const;
    const lines = messageText(noticeMessage({ ...notice, facts }));
    expect(lines).toContain(
      'StateChangeTime*\n<!date^1730441720^{date_short_pretty} {time_secs}|2024-11-01 06:15:20 UTC>',
    );
    expect(lines).toContain('updatedAt*\n<!date^1730441721^{date_short_pretty} {time_secs}|2024-11-01 06:15:21 UTC>');
    expect(lines).toContain('day*\n2024-11-01');
    expect(lines).toContain('time*\n2024-13-41T06:15:20Z');
  });

  it('masks secrets in the title, the name, the status, the text and the facts', () => {
    const secret = 'login with password=hunter2 failed';
    const facts = [['reason', secret]] as const;
    const message = noticeMessage({
      ...notice,
      title: secret,
      about: secret,
      status: secret,
      text: `${secret}!`,
      facts,
    });
    expect(messageText(message)).not.toContain('hunter2');
    expect(messageText(message).match(/••••••/g)).toHaveLength(5);
  });

  it('makes a message that Slack takes when every part is as long as it can be and escaping makes it longer', () => {
    const long = '&'.repeat(5_000);
    const facts = Array.from({ length: 12 }, () => [long, long] as const);
    const links = ['Log', 'Details'].map((label) => ({ label, url: LONGEST_URL }));
    const message = noticeMessage({
      ...notice,
      title: long,
      about: long,
      status: long,
      text: `${long}.`,
      links,
      facts,
    });
    expect(refusal(message)).toBeUndefined();
    expect(messageText(message)).toContain('2 more facts');
  });

  it('makes a message that Slack takes, whatever the event held', () => {
    const text = fc.string({ unit: 'binary', maxLength: 5_000 });
    fc.assert(
      fc.property(
        text,
        fc.option(text, { nil: undefined }),
        fc.option(text, { nil: undefined }),
        fc.array(fc.tuple(text, text), { maxLength: 20 }),
        (title, about, body, facts) => {
          const message = noticeMessage({ ...notice, title, about, status: about, text: body, facts });
          expect(refusal(message)).toBeUndefined();
        },
      ),
    );
  });
});
