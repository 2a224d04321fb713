import { readFileSync } from 'node:fs';
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
      compareDuration: true,
      linkStyle: 'text',
      logLevel: 'info',
    });
  });

  it('takes text or buttons for the style of the links', () => {
    expect(loadConfig({ ...env, LINK_STYLE: 'buttons' }).linkStyle).toBe('buttons');
    expect(() => loadConfig({ ...env, LINK_STYLE: 'icons' })).toThrow(/LINK_STYLE must be text or buttons/);
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

describe('loadConfig, for the paths into the input,', () => {
  const load = (inputPaths: unknown) =>
    loadConfig({ ...env, STATE_MACHINES: JSON.stringify([{ stateMachine: 'etl', inputPaths }]) }).stateMachines[0]
      ?.inputPaths;

  it('takes a list of paths that each name one value', () => {
    expect(load(['$.order.id', "$.items[0]['a b']"])).toEqual(['$.order.id', "$.items[0]['a b']"]);
    expect(load(undefined)).toBeUndefined();
  });

  it.each(['$', '$.items[*].id', '$..secret', 'order.id'])('refuses the path %s', (path) => {
    expect(() => load([path])).toThrow(/STATE_MACHINES\.0\.inputPaths\.0 must be a JSON path such as/);
  });
});

describe('loadConfig, for COMPARE_DURATION,', () => {
  it('switches the comparison off with false', () => {
    expect(loadConfig({ ...env, COMPARE_DURATION: 'false' }).compareDuration).toBe(false);
    expect(() => loadConfig({ ...env, COMPARE_DURATION: 'no' })).toThrow(/COMPARE_DURATION must be true or false/);
  });
});

/** The names that Terraform's test of the rule has too. */
const NAMES = new URL('../../../infra/modules/sfn_source/tests/state_machine_names.json', import.meta.url);

describe('findSetting', () => {
  it('finds an entry for the state machines that the rule lets through, and for no others', () => {
    const { entries, reported, ignored } = JSON.parse(readFileSync(NAMES, 'utf8')) as Record<string, string[]>;
    const settings = entries?.map((stateMachine) => ({ stateMachine })) ?? [];
    const names = [...(reported ?? []), ...(ignored ?? [])];
    expect(names.filter((name) => findSetting(settings, name) !== undefined)).toEqual(reported);
  });

  it('returns the defaults for every state machine when the list is empty', () => {
    expect(findSetting([], 'nightly-etl')).toEqual({});
  });

  it('returns the first setting that fits', () => {
    const settings = [{ stateMachine: 'nightly-*', name: 'Nightly' }, { stateMachine: '*' }];
    expect(findSetting(settings, 'nightly-etl')).toMatchObject({ name: 'Nightly' });
    expect(findSetting(settings, 'hourly')).toEqual({ stateMachine: '*' });
  });

  it("returns none for another environment's state machine", () => {
    expect(findSetting([{ stateMachine: 'nightly-etl' }], 'nightly-etl-dev')).toBeUndefined();
  });
});
