import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageIn } from '../testing/message-in.ts';
import { deadLetterQueues } from './dead-letter-queues.ts';
import { headlineOf } from './headline.ts';

function headline(key: string, content: unknown) {
  return headlineOf(messageIn(key, typeof content === 'string' ? content : JSON.stringify(content)));
}

describe('headlineOf', () => {
  it('returns a Slack message’s text, with links by their labels and entities as characters', () => {
    const text = '✅ *a &amp; b* is live: <https://example.com/x|Add &lt;b&gt;> at <!date^1^{time}|06:00 UTC>';
    expect(headline('undelivered_messages', { text })).toBe('✅ *a & b* is live: Add <b> at 06:00 UTC');
  });

  it('returns a notification’s subject, else its message', () => {
    expect(headline('undelivered_notifications', { Subject: 'SUCCEEDED: d-1', Message: '{}' })).toBe('SUCCEEDED: d-1');
    expect(headline('undelivered_notifications', { Message: '{"a":1}' })).toBe('{"a":1}');
  });

  it.each([
    [
      {
        'detail-type': 'Step Functions Execution Status Change',
        detail: { executionArn: 'arn:aws:states:r:1:execution:etl:night-1', status: 'FAILED' },
      },
      'Step Functions Execution Status Change · etl:night-1 · FAILED',
    ],
    [
      {
        'detail-type': 'CodeDeploy Deployment State-change Notification',
        detail: { deploymentId: 'd-1', state: 'SUCCESS' },
      },
      'CodeDeploy Deployment State-change Notification · d-1 · SUCCESS',
    ],
  ])('returns the kind, thing and status of %j, also out of Lambda’s record', (event, expected) => {
    expect(headline('undelivered_execution_events', event)).toBe(expected);
    expect(headline('failed_execution_events', { requestPayload: event })).toBe(expected);
  });

  it('returns the subject of the notification in Lambda’s record', () => {
    const requestPayload = { Records: [{ Sns: { Subject: 'FAILED: d-2', Message: '{}' } }] };
    expect(headline('failed_deployment_events', { requestPayload })).toBe('FAILED: d-2');
  });

  it.each(['undelivered_messages', 'failed_deployment_events', 'undelivered_execution_events'])(
    'returns the beginning of the body in %s where that says nothing',
    (key) => {
      expect(headline(key, 'some other text')).toBe('(not readable) some other text');
    },
  );

  it('returns one short line that a terminal shows as it is, whatever the message holds', () => {
    const anyBody = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.json(),
      fc.string({ unit: 'binary' }).map((text) => JSON.stringify({ text, Subject: text, 'detail-type': text })),
    );
    const anyKey = fc.constantFrom(...deadLetterQueues('dev').map(({ key }) => key));
    fc.assert(
      fc.property(anyKey, anyBody, (key, body) => {
        const shown = headlineOf(messageIn(key, body));
        expect(shown.length).toBeLessThanOrEqual(100);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 300 },
    );
  });
});
