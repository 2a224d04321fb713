import { describe, expect, it } from 'vitest';
import { messageIn } from '../testing/message-in.ts';
import { adviceFor } from './advice.ts';
import { groupByCause } from './cause-groups.ts';

function advice(...message: Parameters<typeof messageIn>) {
  const [group] = groupByCause([messageIn(...message)], 'dev');
  if (!group) throw new Error('no group');
  return adviceFor(group, 'dev');
}

describe('adviceFor', () => {
  it.each(['webhook_placeholder', 'webhook_missing', 'webhook_denied', 'destination_refused'])(
    'says for %s how to store the webhook of the message’s channel',
    (REASON) => {
      const ofChannel = (DESTINATION: string) => advice('undelivered_messages', '{}', { REASON, DESTINATION }).command;
      expect(ofChannel('data')).toBe('./scripts/set-webhook dev data');
      expect(ofChannel('default')).toBe('./scripts/set-webhook dev');
    },
  );

  it.each(['payload_refused', 'plain_text_refused', 'wrong_environment', 'malformed_message'])(
    'says for %s what a redrive leads to, and gives no command',
    (REASON) => {
      expect(advice('undelivered_messages', '{}', { REASON })).toEqual({
        text: expect.stringMatching(/again|comes back/),
      });
    },
  );

  it.each(['toString', '__proto__', 'a new one'])('says that %s is none of the sender’s reasons', (REASON) => {
    expect(advice('undelivered_messages', '{}', { REASON }).text).toContain('none of the sender’s reasons');
  });

  it('leaves a destination that is no name out of the command', () => {
    const attributes = { REASON: 'destination_refused', DESTINATION: 'x; rm -rf /' };
    expect(advice('undelivered_messages', '{}', attributes).command).toBe('./scripts/set-webhook dev');
  });

  it('gives the command that shows the log of the function that failed', () => {
    expect(advice('undelivered_messages', '{}').command).toBe(
      'aws logs tail /aws/lambda/shipbell-dev-slack-sender --since 1d',
    );
    const body = '{"requestPayload":{},"requestContext":{"condition":"RetriesExhausted"}}';
    expect(advice('failed_execution_events', body).command).toBe(
      'aws logs tail /aws/lambda/shipbell-dev-sfn-history-handler --since 1d',
    );
  });

  it('gives the command with which Terraform restores a function or permission that was taken away', () => {
    const attributes = { ERROR_CODE: 'NO_PERMISSIONS' };
    expect(advice('undelivered_execution_events', '{}', attributes).command).toBe(
      'terraform -chdir=infra apply -var-file=environments/dev.tfvars',
    );
    expect(advice('undelivered_execution_events', '{}', { ERROR_CODE: 'THROTTLING' }).command).toBeUndefined();
  });
});
