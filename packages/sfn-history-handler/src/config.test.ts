import { readFileSync } from 'node:fs';
import { misspellings } from '@shipbell/core/testing';
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
      defaults: {},
      compareDuration: true,
      linkStyle: 'text',
      warmUp: true,
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

describe('loadConfig, for COMPARE_DURATION and WARM_UP,', () => {
  it('switches the comparison and the warm-up off with false', () => {
    const off = loadConfig({ ...env, COMPARE_DURATION: 'false', WARM_UP: 'false' });
    expect(off).toMatchObject({ compareDuration: false, warmUp: false });
    expect(() => loadConfig({ ...env, COMPARE_DURATION: 'no' })).toThrow(/COMPARE_DURATION must be true or false/);
  });
});

describe('loadConfig, for what a team may set,', () => {
  const team = {
    statuses: ['failed', 'recovered'],
    slowerThanTypical: 2,
    mentions: { failed: ['U012ABC', 'S045DEF', 'here'], recovered: ['author', 'channel'] },
    people: { 'somebody@example.com': 'U012ABC' },
    links: [{ label: 'Runbook', url: 'https://wiki.example/{name}?in={environment}' }],
    hide: ['commit_body', 'links'],
  };
  const entry = {
    stateMachine: 'nightly-*',
    name: 'ETL',
    imageUrl: 'https://example.com/etl.png',
    destination: 'data',
    inputPaths: ['$.order'],
    ...team,
  };
  const load = ({ STATE_MACHINES, STATE_MACHINE_DEFAULTS }: Readonly<Record<string, unknown>>) =>
    loadConfig({
      ...env,
      STATE_MACHINES: JSON.stringify(STATE_MACHINES),
      STATE_MACHINE_DEFAULTS: JSON.stringify(STATE_MACHINE_DEFAULTS),
    });

  it('merges the defaults into every entry, member by member, and keeps them for where there is no entry', () => {
    const STATE_MACHINES = [entry, { stateMachine: 'b', hide: [] }];
    const { stateMachines, defaults } = load({ STATE_MACHINES, STATE_MACHINE_DEFAULTS: team });
    expect(stateMachines).toEqual([entry, { stateMachine: 'b', ...team, hide: [] }]);
    expect(defaults).toEqual(team);
  });

  const all = misspellings({ STATE_MACHINES: [entry], STATE_MACHINE_DEFAULTS: team }, ['people']);
  it.each(all.filter(({ path }) => path.includes('.')))('refuses the misspelled key $path', ({ path, value }) => {
    expect(() => load(value as Record<string, unknown>)).toThrow(`${path} is not known`);
    expect(() => load(value as Record<string, unknown>)).not.toThrow(/U012ABC|wiki/);
  });
});

/** The names that Terraform's test of the rule has too. */
const NAMES = new URL('../../../infra/modules/sfn_source/tests/state_machine_names.json', import.meta.url);

describe('findSetting', () => {
  it('finds an entry for the state machines that the rule lets through, and for no others', () => {
    const { entries, reported, ignored } = JSON.parse(readFileSync(NAMES, 'utf8')) as Record<string, string[]>;
    const settings = { stateMachines: entries?.map((stateMachine) => ({ stateMachine })) ?? [], defaults: {} };
    const names = [...(reported ?? []), ...(ignored ?? [])];
    expect(names.filter((name) => findSetting(settings, name) !== undefined)).toEqual(reported);
  });

  it('returns the defaults for every state machine when the list is empty', () => {
    const defaults = { hide: ['timeline' as const] };
    expect(findSetting({ stateMachines: [], defaults }, 'nightly-etl')).toEqual(defaults);
  });

  it('returns the first setting that fits', () => {
    const stateMachines = [{ stateMachine: 'nightly-*', name: 'Nightly' }, { stateMachine: '*' }];
    const settings = { stateMachines, defaults: {} };
    expect(findSetting(settings, 'nightly-etl')).toMatchObject({ name: 'Nightly' });
    expect(findSetting(settings, 'hourly')).toEqual({ stateMachine: '*' });
  });

  it("returns none for another environment's state machine", () => {
    const settings = { stateMachines: [{ stateMachine: 'nightly-etl' }], defaults: {} };
    expect(findSetting(settings, 'nightly-etl-dev')).toBeUndefined();
  });
});
