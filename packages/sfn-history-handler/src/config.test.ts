import { describe, expect, it } from 'vitest';
import { findSetting, loadConfig } from './config.ts';

const env = {
  ENVIRONMENT: 'prod',
  QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/slack.fifo',
  STATE_MACHINES: '[]',
};

describe('loadConfig', () => {
  it('reads the environment, with info as the level of the log', () => {
    expect(loadConfig(env)).toEqual({
      environment: 'prod',
      queueUrl: env.QUEUE_URL,
      stateMachines: [],
      comparesWithUsual: true,
      logLevel: 'info',
    });
  });

  it('names every variable that is missing, in one error', () => {
    expect(() => loadConfig({})).toThrow(/ENVIRONMENT is missing.*QUEUE_URL is missing.*STATE_MACHINES is missing/);
  });

  it('says where a setting is wrong, and not what it holds', () => {
    const load = () => loadConfig({ ...env, STATE_MACHINES: '[{"stateMachine":"etl","imageUrl":"secret"}]' });
    expect(load).toThrow(/STATE_MACHINES\.0\.imageUrl must be a URL/);
    expect(load).not.toThrow(/secret/);
  });
});

describe('findSetting', () => {
  it('is the defaults for every state machine when the list is empty', () => {
    expect(findSetting([], 'nightly-etl')).toEqual({});
  });

  it('is the first that fits', () => {
    const settings = [{ stateMachine: 'nightly-*', name: 'Nightly' }, { stateMachine: '*' }];
    expect(findSetting(settings, 'nightly-etl')).toMatchObject({ name: 'Nightly' });
    expect(findSetting(settings, 'hourly')).toEqual({ stateMachine: '*' });
  });

  it("is none for another environment's state machine", () => {
    expect(findSetting([{ stateMachine: 'nightly-etl' }], 'nightly-etl-dev')).toBeUndefined();
  });
});
