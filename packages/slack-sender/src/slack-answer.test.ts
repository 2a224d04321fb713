import { describe, expect, it } from 'vitest';
import { classifyAnswer } from './slack-answer.ts';

describe('classifyAnswer', () => {
  it('takes nothing but 200 and ok as delivered', () => {
    expect(classifyAnswer(200, 'ok', undefined)).toEqual({ kind: 'delivered' });
  });

  it.each([
    [404, 'no_service'],
    [404, 'no_service_id'],
    [404, 'no_active_hooks'],
    [404, 'no_team'],
    [403, 'team_disabled'],
    [403, 'invalid_token'],
    [404, 'channel_not_found'],
    [410, 'channel_is_archived'],
    [403, 'action_prohibited'],
    [403, 'posting_to_general_channel_denied'],
    [400, 'user_not_found'],
    [400, 'is_archived'],
    [400, 'not_in_channel'],
    [400, 'invalid_auth'],
    [400, 'token_revoked'],
    [400, 'account_inactive'],
    [403, 'channel_is_limited_access'],
  ])('takes %i %s as a refusal of the destination', (status, body) => {
    expect(classifyAnswer(status, body, undefined).kind).toBe('destination_refused');
  });

  it.each([
    [401, ''],
    [404, 'some_new_word'],
    [200, '<html>a login page</html>'],
    [200, ''],
    [201, 'ok'],
    [302, ''],
    [400, ''],
    [400, '<html>Bad request</html>'],
    [400, '{"message":"Cannot send an empty message","code":50006}'],
    [403, '<html>Access denied</html>'],
  ])('takes %i %s as an answer that is not Slack’s', (status, body) => {
    expect(classifyAnswer(status, body, undefined).kind).toBe('not_slack');
  });

  it.each(['{"ok":true}', '{ "ok": true }\n'])('takes %s for the answer of a workflow’s trigger', (body) => {
    expect(classifyAnswer(200, body, undefined)).toEqual({
      kind: 'workflow_trigger',
      reason: '200 (the answer of a workflow’s trigger)',
    });
  });

  it.each([
    [400, 'invalid_payload'],
    [400, 'invalid_blocks'],
    [400, 'invalid_blocks_format'],
    [400, 'invalid_attachments'],
    [400, 'too_many_attachments'],
    [400, 'no_text'],
    [400, 'missing_text_or_fallback_or_attachments'],
    [400, 'msg_too_long'],
    [400, 'msg_blocks_too_long'],
    [500, 'invalid_payload'],
    [400, 'some_new_word'],
    [413, ''],
  ])('takes %i %s as a refusal of the payload', (status, body) => {
    expect(classifyAnswer(status, body, undefined).kind).toBe('payload_refused');
  });

  it.each([
    [500, 'rollup_error'],
    [400, 'ratelimited'],
    [500, 'internal_error'],
    [500, 'fatal_error'],
    [400, 'service_unavailable'],
    [500, 'some_new_word'],
    [429, ''],
    [502, '<html>Bad gateway</html>'],
    [503, ''],
    [408, ''],
  ])('takes %i %s as transient', (status, body) => {
    expect(classifyAnswer(status, body, undefined)).toMatchObject({ kind: 'transient', retryAfterSeconds: undefined });
  });

  it('takes an empty 500 as a class of its own, because it may be Slack’s answer to a block', () => {
    expect(classifyAnswer(500, '', undefined).kind).toBe('empty_500');
  });

  it.each([
    ['30', 30],
    [' 1 ', 1],
    ['3600', 3_600],
    ['999999', 3_600],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
    [undefined, undefined],
  ])('reads Retry-After %s as %s', (header, seconds) => {
    expect(classifyAnswer(429, 'rate_limited', header)).toMatchObject({
      kind: 'transient',
      retryAfterSeconds: seconds,
    });
  });

  it('reads the Retry-After of an outage too', () => {
    expect(classifyAnswer(503, '', '120')).toMatchObject({ kind: 'transient', retryAfterSeconds: 120 });
  });

  it('shows nothing of a body that is not Slack’s', () => {
    expect(classifyAnswer(404, '<html>secret</html>', undefined)).toMatchObject({
      reason: '404 (a body that is not Slack’s)',
    });
  });

  it.each([
    [400, 'hT4kW9zXq2LmN7vB1cD3eF5g'],
    [404, 'B0123ABCDEF'],
    [500, 'services.T0.B0.hT4kW9zXq2LmN7vB1cD3eF5g'],
  ])('shows no part of an address that whoever answers %i repeats, such as %s', (status, body) => {
    expect(classifyAnswer(status, body, undefined)).toMatchObject({ reason: `${status} (a body that is not Slack’s)` });
  });
});
