import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { deploymentTeamSettings, stateMachineTeamSettings } from './team-settings.ts';

const schemas = {
  deployments: v.strictObject(deploymentTeamSettings),
  'state machines': v.strictObject(stateMachineTeamSettings),
};

/** Returns the path of the first member that is refused; undefined where all is taken. */
function refused(value: unknown, kind: keyof typeof schemas = 'deployments'): string | undefined {
  const { issues } = v.safeParse(schemas[kind], value);
  return issues && (v.getDotPath(issues[0]) ?? '');
}

describe('the settings of a team', () => {
  it.each([
    ['nothing', {}],
    ['no statuses at all', { statuses: [] }],
    ['the greatest factor', { slowerThanTypical: 100 }],
    ['enterprise users', { mentions: { waiting: ['W012ABC'] } }],
    ['a name as an author', { people: { 이영수: 'U012ABC' } }],
    ['40 characters of emoji', { links: [{ label: '👩‍🚀'.repeat(40), url: 'https://a.example' }] }],
    [
      'placeholders anywhere after the host',
      { links: [{ label: 'a', url: 'https://a.example:8443/{name}/x?y={commit}#{status}' }] },
    ],
    ['a query right after the host', { links: [{ label: 'a', url: 'https://a.example?y={commit}' }] }],
  ])('may be %s', (_name, value) => {
    expect(refused(value)).toBeUndefined();
  });

  it.each([
    ['statuses.0', { statuses: ['FAILED'] }],
    ['statuses.0', { statuses: ['timed_out'] }],
    ['statuses', { statuses: 'failed' }],
    ['slowerThanTypical', { slowerThanTypical: 1 }],
    ['slowerThanTypical', { slowerThanTypical: 101 }],
    ['slowerThanTypical', { slowerThanTypical: '2' }],
    ['mentions.failed', { mentions: { failed: 'here' } }],
    ['mentions.failed.0', { mentions: { failed: ['everyone'] } }],
    ['mentions.failed.0', { mentions: { failed: ['<!channel>'] } }],
    ['mentions.failed.0', { mentions: { failed: ['U012abc'] } }],
    ['mentions.timed_out', { mentions: { timed_out: [] } }],
    ['people.a', { people: { a: 'S045DEF' } }],
    ['people', { people: 'a' }],
    ['links', { links: Array.from({ length: 6 }, () => ({ label: 'a', url: 'https://a.example' })) }],
    ['links.0.label', { links: [{ label: ' ', url: 'https://a.example' }] }],
    ['links.0.label', { links: [{ label: 'a\nb', url: 'https://a.example' }] }],
    ['links.0.label', { links: [{ label: 'a'.repeat(41), url: 'https://a.example' }] }],
    ['links.0.label', { links: [{ url: 'https://a.example' }] }],
    ['links.0.url', { links: [{ label: 'a', url: 'http://a.example' }] }],
    ['links.0.url', { links: [{ label: 'a', url: 'https://{name}.example/' }] }],
    ['links.0.url', { links: [{ label: 'a', url: 'https://a.example:{name}/' }] }],
    ['links.0.url', { links: [{ label: 'a', url: 'https://{name}@a.example/' }] }],
    ['links.0.url', { links: [{ label: 'a', url: 'https://me@a.example/' }] }],
    ['links.0.url', { links: [{ label: 'a', url: 'https://a.example\\{name}' }] }],
    ['links.0.url', { links: [{ label: 'a', url: '{name}://a.example/' }] }],
    ['links.0.url', { links: [{ label: 'a', url: 'https://a.example/{weather}' }] }],
    ['links.0.url', { links: [{ label: 'a', url: 'https://a.example/{state_machine}' }] }],
    ['links.0.url', { links: [{ label: 'a', url: 'https://a.example/{name' }] }],
    ['links.0.url', { links: [{ label: 'a', url: 'https://a.example/{{name}}' }] }],
    ['links.0.url', { links: [{ label: 'a', url: 'https://a.example/ {name}' }] }],
    ['hide.0', { hide: ['headline'] }],
  ])('refuse %s of %j', (path, value) => {
    expect(refused(value)).toBe(path);
  });

  it('have the statuses and placeholders of their own kind', () => {
    const ofExecutions = {
      statuses: ['timed_out'],
      links: [{ label: 'a', url: 'https://a.example/{execution_name}' }],
    };
    expect(refused(ofExecutions, 'state machines')).toBeUndefined();
    expect(refused({ statuses: ['rolled_back'] }, 'state machines')).toBe('statuses.0');
    expect(refused({ links: [{ label: 'a', url: 'https://a.example/{commit}' }] }, 'state machines')).toBe(
      'links.0.url',
    );
  });
});
