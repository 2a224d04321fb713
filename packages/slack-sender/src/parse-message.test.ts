import { describe, expect, it } from 'vitest';
import { parseMessage } from './parse-message.ts';
import { queueRecord } from './testing/queue-record.ts';

describe('parseMessage', () => {
  it('returns a message of this environment as it is', () => {
    const record = queueRecord({ body: '{"text":"hello"}', attributes: { ENV: 'dev', DESTINATION: 'ops' } });
    expect(parseMessage(record, 'dev')).toEqual({
      kind: 'message',
      destination: 'ops',
      body: '{"text":"hello"}',
      text: 'hello',
    });
  });

  it('takes the default destination where the message names none', () => {
    expect(parseMessage(queueRecord({ attributes: { ENV: 'dev' } }), 'dev')).toMatchObject({ destination: 'default' });
  });

  it.each([
    ['another environment', { ENV: 'prod' }, 'ENV is "prod"; this environment is dev'],
    ['no environment', {}, 'ENV is missing; this environment is dev'],
  ])('refuses a message of %s', (_name, attributes, detail) => {
    expect(parseMessage(queueRecord({ attributes }), 'dev')).toEqual({
      kind: 'undeliverable',
      reason: 'wrong_environment',
      detail,
    });
  });

  it.each(['', 'not json', '[]', '"text"', 'null', '{}', '{"text":""}', '{"text":1}'])(
    'refuses the body %s',
    (body) => {
      expect(parseMessage(queueRecord({ body }), 'dev')).toMatchObject({
        kind: 'undeliverable',
        reason: 'malformed_message',
      });
    },
  );

  it('refuses a destination that would reach another parameter', () => {
    const record = queueRecord({ attributes: { ENV: 'dev', DESTINATION: '../../prod/SLACK_URL' } });
    expect(parseMessage(record, 'dev')).toMatchObject({ kind: 'undeliverable', reason: 'malformed_message' });
  });
});
