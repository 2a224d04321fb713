import { misspellings } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';

const environment = {
  ENVIRONMENT: 'dev',
  QUEUE_URL: 'https://sqs.ap-northeast-2.amazonaws.com/123456789012/shipbell-dev-slack.fifo',
  DEPLOYMENTS: '[]',
};

/** What a team may set, every member with something in it. */
const team = {
  statuses: ['failed', 'rolled_back', 'recovered'],
  slowerThanTypical: 2,
  mentions: { failed: ['U012ABC', 'S045DEF', 'here'], recovered: ['author', 'channel'] },
  people: { 'somebody@example.com': 'U012ABC' },
  links: [{ label: 'Runbook', url: 'https://wiki.example/{pipeline}?commit={commit}' }],
  hide: ['commit_body', 'links'],
};
const entry = {
  group: 'backend-*',
  application: 'backend',
  pipeline: 'backend',
  name: 'backend',
  siteUrl: 'https://dev.example.com',
  destination: 'backend',
  ...team,
};

describe('loadConfig', () => {
  it('reads the environment that Terraform sets', () => {
    const DEPLOYMENTS = '[{"group":"backend-*","pipeline":"backend","siteUrl":"https://dev.example.com"}]';
    const ADDITIONAL_EVENTS = '["progress","approvals"]';
    const switches = { DISCOVER_PIPELINES: 'false', WARM_UP: 'false' };
    expect(loadConfig({ ...environment, ...switches, DEPLOYMENTS, ADDITIONAL_EVENTS })).toMatchObject({
      environment: 'dev',
      deployments: [{ group: 'backend-*', pipeline: 'backend', siteUrl: 'https://dev.example.com' }],
      additionalEvents: ['progress', 'approvals'],
      discoverPipelines: false,
      warmUp: false,
    });
  });

  it('reports results alone and discovers pipelines where nothing else is set', () => {
    expect(loadConfig(environment)).toMatchObject({
      additionalEvents: [],
      discoverPipelines: true,
      warmUp: true,
      linkStyle: 'text',
      logLevel: 'info',
    });
  });

  it('takes an entry for a pipeline without a group, whose name may hold *', () => {
    const DEPLOYMENTS = '[{"pipeline":"web-*","name":"web"}]';
    expect(loadConfig({ ...environment, DEPLOYMENTS }).deployments).toEqual([{ pipeline: 'web-*', name: 'web' }]);
  });

  it.each<[string, NodeJS.ProcessEnv, string]>([
    [
      'an entry for nothing',
      { DEPLOYMENTS: '[{"name":"a"}]' },
      'DEPLOYMENTS.0 must be an entry with a group, a pipeline or both',
    ],
    [
      'a pattern that cannot be looked up',
      { DEPLOYMENTS: '[{"group":"a","pipeline":"b-*"}]' },
      'DEPLOYMENTS.0.pipeline must be one pipeline’s name, without *, where the entry has a group',
    ],
    ...misspellings({ DEPLOYMENTS: [entry], DEPLOYMENT_DEFAULTS: team }, ['people'])
      .filter(({ path }) => path.includes('.'))
      .map(({ path, value }): [string, NodeJS.ProcessEnv, string] => {
        const { DEPLOYMENTS, DEPLOYMENT_DEFAULTS } = value as Record<string, unknown>;
        const change = {
          DEPLOYMENTS: JSON.stringify(DEPLOYMENTS),
          DEPLOYMENT_DEFAULTS: JSON.stringify(DEPLOYMENT_DEFAULTS),
        };
        return [path, change, `${path} is not known`];
      }),
    ['an unknown topic', { ADDITIONAL_EVENTS: '["weather"]' }, 'ADDITIONAL_EVENTS.0 must be'],
    ['an unknown style of links', { LINK_STYLE: 'icons' }, 'LINK_STYLE must be text or buttons'],
    ['a text for a switch', { DISCOVER_PIPELINES: 'yes' }, 'DISCOVER_PIPELINES must be'],
  ])('refuses %s', (_name, change, problem) => {
    expect(() => loadConfig({ ...environment, ...change })).toThrow(problem);
  });

  it('merges the defaults into every entry, member by member, and keeps them for where there is no entry', () => {
    const DEPLOYMENTS = JSON.stringify([{ group: 'a' }, { group: 'b', statuses: [], mentions: {} }]);
    const config = loadConfig({ ...environment, DEPLOYMENTS, DEPLOYMENT_DEFAULTS: JSON.stringify(team) });
    expect(config.deployments).toEqual([
      { group: 'a', ...team },
      { group: 'b', ...team, statuses: [], mentions: {} },
    ]);
    expect(config.defaults).toEqual(team);
    expect(loadConfig(environment).defaults).toEqual({});
  });

  it('names a bad entry in one error with everything that is missing', () => {
    const DEPLOYMENTS = '[{"group":"a"},{"group":"b","destination":"No Spaces"}]';
    expect(() => loadConfig({ DEPLOYMENTS })).toThrow(
      'ENVIRONMENT is missing; QUEUE_URL is missing; DEPLOYMENTS.1.destination must be lower-case letters, digits, - and _.',
    );
  });
});
