import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSlackPayload } from '../testing/check-slack-payload.ts';
import { messageText } from '../testing/message-text.ts';
import { noticeMessage } from './notice-message.ts';

describe('noticeMessage', () => {
  it('tells an event that it does not know by title and facts', () => {
    const message = noticeMessage({
      environment: 'dev',
      title: 'CodePipeline Pipeline Execution State Change',
      summary: 'backend STARTED',
      text: undefined,
      facts: [
        ['pipeline', 'backend'],
        ['state', 'STARTED'],
      ],
    });
    expect(message.text).toBe('ℹ️ *CodePipeline Pipeline Execution State Change* on *dev*: backend STARTED');
    expect(messageText(message)).toContain('*pipeline*\nbackend');
  });

  it('masks secrets, wherever they stand', () => {
    const secret = 'login with password=hunter2 failed';
    const facts = [['reason', secret]] as const;
    const message = noticeMessage({ environment: 'dev', title: secret, summary: secret, text: secret, facts });
    expect(messageText(message)).not.toContain('hunter2');
    expect(messageText(message).match(/••••••/g)).toHaveLength(4);
  });

  it('is taken by Slack when every part is as long as it can be, which escaping makes longer', () => {
    const long = '&'.repeat(5_000);
    const facts = Array.from({ length: 12 }, () => [long, long] as const);
    const message = noticeMessage({ environment: 'dev', title: long, summary: long, text: long, facts });
    expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
  });

  it('is taken by Slack whatever the event held', () => {
    const text = fc.string({ unit: 'binary', maxLength: 5_000 });
    fc.assert(
      fc.property(
        text,
        fc.option(text, { nil: undefined }),
        fc.option(text, { nil: undefined }),
        fc.array(fc.tuple(text, text), { maxLength: 20 }),
        (title, summary, body, facts) => {
          const message = noticeMessage({ environment: 'dev', title, summary, text: body, facts });
          expect(checkSlackPayload(JSON.stringify(message))).toEqual({ status: 200, body: 'ok' });
        },
      ),
    );
  });
});
