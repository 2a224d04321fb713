import { describe, expect, it } from 'vitest';
import { recordsOf } from '../envelope/unwrap.ts';
import { type DomainEvent, parseRecord } from '../parse-event.ts';
import {
  ACCOUNT,
  actionEvent,
  approvalNotification,
  byNotificationRule,
  REGION,
  throughTopic,
} from '../testing/aws-events.ts';

function parse(event: unknown): DomainEvent {
  return parseRecord(recordsOf(event)[0]);
}

describe('parseRecord of an approval', () => {
  const type = { owner: 'AWS', category: 'Approval', provider: 'Manual', version: '1' };

  it.each([
    ['STARTED', 'waiting'],
    ['SUCCEEDED', 'succeeded'],
    ['FAILED', 'failed'],
    ['ABANDONED', 'abandoned'],
    ['CANCELED', 'abandoned'],
    ['HIBERNATING', 'unknown'],
  ])('reads the state %s of an action’s event as the status %s', (state, status) => {
    const event = actionEvent(state, { type, action: 'Any name at all' });
    expect(parse(event)).toMatchObject({ kind: 'approval', status, isAddressed: false });
  });

  it.each([
    ['a text', 'Release it?', [['', 'Release it?']]],
    ['a text of a template', 'Release it?\\n', [['', 'Release it?\n']]],
    [
      'a JSON text',
      '{"stack":"web","plan":{"adds":1}}',
      [
        ['stack', 'web'],
        ['plan', '{"adds":1}'],
      ],
    ],
    ['null', null, []],
    ['nothing', undefined, []],
    ['a blank', ' ', []],
  ])('returns the request of the action’s own notification, made of %s', (_name, customData, request) => {
    expect(parse(throughTopic(approvalNotification({ customData })))).toMatchObject({
      kind: 'approval',
      isAddressed: true,
      account: ACCOUNT,
      region: REGION,
      status: 'waiting',
      request,
      expiresAt: new Date('2024-11-08T06:15:00Z'),
      token: '5e6f7a8b-0000-4000-8000-000000000001',
    });
  });

  it('returns the request that a notification rule adds', () => {
    const attributes = { customData: 'Release it?', externalEntityLink: 'https://example.com/plan' };
    const event = byNotificationRule(actionEvent('STARTED', { type }), attributes);
    expect(parse(throughTopic(event))).toMatchObject({
      request: [['', 'Release it?']],
      externalUrl: 'https://example.com/plan',
    });
  });
});
