import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

describe('loadConfig', () => {
  it('reads the variables that Terraform sets', () => {
    expect(
      loadConfig({
        ENVIRONMENT: 'dev',
        SLACK_URL_PARAMETER: '/dev/SLACK_URL',
        DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack-dlq.fifo',
        LOG_LEVEL: 'debug',
      }),
    ).toMatchObject({ environment: 'dev', slackUrlParameter: '/dev/SLACK_URL', logLevel: 'debug' });
  });

  it.each([
    ['true', true],
    ['false', false],
    [undefined, true],
  ])('takes DIGEST_BACKLOG and WARM_UP %s as %s', (value, isOn) => {
    const env = {
      ENVIRONMENT: 'dev',
      SLACK_URL_PARAMETER: '/dev/SLACK_URL',
      DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/shipbell-dev-slack-dlq.fifo',
    };
    const given = value === undefined ? env : { ...env, DIGEST_BACKLOG: value, WARM_UP: value };
    expect(loadConfig(given)).toMatchObject({ digestBacklog: isOn, warmUp: isOn });
    expect(() => loadConfig({ ...env, DIGEST_BACKLOG: 'yes' })).toThrow('DIGEST_BACKLOG must be true or false.');
  });

  it('names every variable that is missing, in one error', () => {
    expect(() => loadConfig({})).toThrow(
      'ENVIRONMENT is missing; SLACK_URL_PARAMETER is missing; DEAD_LETTER_QUEUE_URL is missing.',
    );
  });
});
