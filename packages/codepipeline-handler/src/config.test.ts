import { describe, expect, it } from 'vitest';
import { findSetting, loadConfig } from './config.ts';

const environment = {
  ENVIRONMENT: 'dev',
  QUEUE_URL: 'https://sqs.ap-northeast-2.amazonaws.com/123456789012/shipbell-dev-slack.fifo',
  DEPLOYMENTS: '[]',
};

describe('loadConfig', () => {
  it('reads the environment that Terraform sets', () => {
    const DEPLOYMENTS = '[{"group":"backend-*","pipeline":"backend","siteUrl":"https://dev.example.com"}]';
    expect(loadConfig({ ...environment, DEPLOYMENTS })).toMatchObject({
      environment: 'dev',
      deployments: [{ group: 'backend-*', pipeline: 'backend', siteUrl: 'https://dev.example.com' }],
      logLevel: 'info',
    });
  });

  it('names the entry that is bad, in one error with all that is missing', () => {
    const DEPLOYMENTS = '[{"group":"a"},{"application":"b","destination":"No Spaces"}]';
    expect(() => loadConfig({ DEPLOYMENTS })).toThrow(
      'ENVIRONMENT is missing; QUEUE_URL is missing; DEPLOYMENTS.1.group is missing; ' +
        'DEPLOYMENTS.1.destination must be lower-case letters, digits, - and _.',
    );
  });
});

describe('findSetting', () => {
  const settings = [
    { group: 'backend-prod', application: 'other', name: 'not this one' },
    { group: 'backend-*', name: 'first' },
    { group: '*', name: 'second' },
  ];

  it('takes the first that fits group and application', () => {
    expect(findSetting(settings, 'backend', 'backend-prod')?.name).toBe('first');
    expect(findSetting(settings, 'billing', 'billing-prod')?.name).toBe('second');
  });

  it('takes everything with the defaults where nothing is set', () => {
    expect(findSetting([], 'backend', 'backend-prod')).toEqual({});
  });

  it('takes nothing that no entry names', () => {
    expect(findSetting([{ group: 'backend-*' }], 'billing', 'billing-prod')).toBeUndefined();
  });
});
