import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageText } from '../testing/message-text.ts';
import { refusal } from '../testing/refusal.ts';
import { noticeMessage } from './notice-message.ts';

describe('noticeMessage', () => {
  it('shows the title and the facts of an event', () => {
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

  it('masks secrets in the title, the summary, the text and the facts', () => {
    const secret = 'login with password=hunter2 failed';
    const facts = [['reason', secret]] as const;
    const message = noticeMessage({ environment: 'dev', title: secret, summary: secret, text: secret, facts });
    expect(messageText(message)).not.toContain('hunter2');
    expect(messageText(message).match(/••••••/g)).toHaveLength(4);
  });

  it('makes a message that Slack takes when every part is as long as it can be and escaping makes it longer', () => {
    const long = '&'.repeat(5_000);
    const facts = Array.from({ length: 12 }, () => [long, long] as const);
    const message = noticeMessage({ environment: 'dev', title: long, summary: long, text: long, facts });
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
        (title, summary, body, facts) => {
          const message = noticeMessage({ environment: 'dev', title, summary, text: body, facts });
          expect(refusal(message)).toBeUndefined();
        },
      ),
    );
  });
});
