import { describe, expect, it } from 'vitest';
import { messageIn } from '../testing/message-in.ts';
import { reasonOf } from './reason.ts';

function reason(...message: Parameters<typeof messageIn>) {
  return reasonOf(messageIn(...message), 'dev');
}

describe('reasonOf', () => {
  it('returns what the sender wrote on the message', () => {
    const attributes = { REASON: 'destination_refused', DETAIL: '410 channel_is_archived' };
    expect(reason('undelivered_messages', '{}', attributes)).toEqual({
      code: 'destination_refused',
      detail: '410 channel_is_archived',
    });
  });

  it('returns receives_used_up where the sender wrote nothing', () => {
    expect(reason('undelivered_messages', '{}')).toEqual({
      code: 'receives_used_up',
      detail: 'SQS moved it: the sender’s log has its last answer',
    });
  });

  it('returns what EventBridge wrote on the message', () => {
    const attributes = { ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'not authorized', RULE_ARN: 'arn' };
    expect(reason('undelivered_execution_events', '{}', attributes)).toEqual({
      code: 'NO_PERMISSIONS',
      detail: 'not authorized',
    });
  });

  it('returns not_handed_on where SNS wrote nothing', () => {
    const body = JSON.stringify({ Type: 'Notification', MessageId: 'x', TopicArn: 'arn', Message: '{}' });
    expect(reason('undelivered_notifications', body)).toEqual({ code: 'not_handed_on', detail: undefined });
  });

  it('returns Lambda’s condition with the function’s error', () => {
    const record = {
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: {},
      responsePayload: { errorType: 'AccessDenied', errorMessage: 'not\nauthorized', trace: [] },
    };
    expect(reason('failed_deployment_events', JSON.stringify(record))).toEqual({
      code: 'RetriesExhausted',
      detail: 'AccessDenied: not authorized',
    });
  });

  it('returns Lambda’s condition alone where the function was never invoked', () => {
    const record = { requestContext: { condition: 'EventAgeExceeded' }, requestPayload: {} };
    expect(reason('failed_deployment_events', JSON.stringify(record))).toEqual({
      code: 'EventAgeExceeded',
      detail: undefined,
    });
  });

  it.each([{ requestContext: 7 }, { requestContext: { condition: {} }, responsePayload: 'text' }])(
    'returns not_handed_on where Lambda’s record holds %j',
    (odd) => {
      const body = JSON.stringify({ ...odd, requestPayload: {} });
      expect(reason('failed_deployment_events', body)).toEqual({ code: 'not_handed_on', detail: undefined });
    },
  );

  it('returns unreadable for a message that does not belong into its queue', () => {
    expect(reason('failed_execution_events', 'text', { REASON: 'x' })).toMatchObject({ code: 'unreadable' });
  });

  it('returns short and printable text, whatever somebody wrote', () => {
    const { code, detail = '' } = reason('undelivered_messages', '{}', {
      REASON: `\u001b]0;x\u0007${'a'.repeat(999)}`,
      DETAIL: '\n\r\t'.repeat(999),
    });
    expect(code).toMatch(/^a{59}…$/);
    expect(detail).toBe('');
  });
});
