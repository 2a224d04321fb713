import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { anyFacts, anySettings } from '../testing/any-team.ts';
import { NO_TEAM, type TeamFacts, teamOf } from './team-message.ts';
import { deploymentTeamSettings } from './team-settings.ts';

const facts: TeamFacts = { author: { name: 'Minji Kim', email: 'Minji@Example.com' }, values: { pipeline: 'shop' } };

describe('teamOf', () => {
  it('asks for nothing where nothing is set', () => {
    expect(teamOf({}, ['failed'], facts)).toEqual(NO_TEAM);
  });

  it('chooses the mentions of the status', () => {
    const settings = { mentions: { failed: ['U012ABC', 'here'], waiting: ['S045DEF'] } };
    expect(teamOf(settings, ['waiting'], facts).mentions).toEqual(['S045DEF']);
    expect(teamOf(settings, ['succeeded'], facts).mentions).toEqual([]);
    expect(teamOf(settings, [], facts).mentions).toEqual([]);
  });

  it('mentions whom any of the statuses names, and calls the first one the status', () => {
    const settings = {
      mentions: { recovered: ['U012ABC'], succeeded: ['here', 'U012ABC'] },
      links: [{ label: 'Runbook', url: 'https://wiki.example/{status}' }],
    };
    const { mentions, links } = teamOf(settings, ['succeeded', 'recovered'], facts);
    expect(mentions.toSorted()).toEqual(['U012ABC', 'here']);
    expect(links).toEqual([{ label: 'Runbook', url: 'https://wiki.example/succeeded' }]);
  });

  it.each([
    ['the e-mail address, however it is written', { 'minji@EXAMPLE.com': 'U1MAIL' }, ['U1MAIL']],
    ['the name', { 'Minji Kim': 'U2NAME' }, ['U2NAME']],
    ['the e-mail address before the name', { 'Minji Kim': 'U2NAME', 'minji@example.com': 'U1MAIL' }, ['U1MAIL']],
    ['nobody for another name', { 'minji kim': 'U2NAME' }, []],
  ])('mentions the author by %s', (_what, people, mentions) => {
    expect(teamOf({ mentions: { failed: ['author'] }, people }, ['failed'], facts).mentions).toEqual(mentions);
  });

  it.each(['José Núñez', '이영수'])('mentions %s, however the letters are composed', (name) => {
    for (const [written, set] of [
      [name.normalize('NFC'), name.normalize('NFD')],
      [name.normalize('NFD'), name.normalize('NFC')],
    ] as const) {
      const settings = { mentions: { failed: ['author'] }, people: { [set]: 'U2NAME' } };
      const author = { name: written, email: undefined };
      expect(teamOf(settings, ['failed'], { ...facts, author }).mentions).toEqual(['U2NAME']);
    }
  });

  it('mentions nobody for an author whom AWS does not name, or who is called like a member of every object', () => {
    const settings = { mentions: { failed: ['author'] }, people: { 'Minji Kim': 'U2NAME' } };
    for (const author of [undefined, { name: undefined, email: undefined }, { name: 'constructor', email: '' }]) {
      expect(teamOf(settings, ['failed'], { ...facts, author }).mentions).toEqual([]);
    }
  });

  it('mentions nobody twice', () => {
    const settings = { mentions: { failed: ['U012ABC', 'author', 'U012ABC'] }, people: { 'Minji Kim': 'U012ABC' } };
    expect(teamOf(settings, ['failed'], facts).mentions).toEqual(['U012ABC']);
  });

  it('fills the links, without those of which a value is unknown, and with one of each label', () => {
    const links = [
      { label: 'Runbook', url: 'https://wiki.example/{pipeline}/{status}' },
      { label: 'Graph', url: 'https://graphs.example/{commit}' },
      { label: 'Log', url: 'https://logs.example/1' },
      { label: 'Log', url: 'https://logs.example/2' },
    ];
    expect(teamOf({ links }, ['failed'], facts).links).toEqual([
      { label: 'Runbook', url: 'https://wiki.example/shop/failed' },
      { label: 'Log', url: 'https://logs.example/2' },
    ]);
    expect(teamOf({ links }, [], facts).links.map(({ label }) => label)).toEqual(['Log']);
  });

  it('mentions nobody but whom the settings name, whatever AWS says', () => {
    fc.assert(
      fc.property(anySettings, anyFacts, (settings, any) => {
        expect(v.is(v.strictObject(deploymentTeamSettings), settings)).toBe(true);
        const named = [...(settings.mentions?.failed ?? []), ...Object.values(settings.people ?? {})];
        const { mentions } = teamOf(settings, ['failed'], any);
        expect(named).toEqual(expect.arrayContaining([...mentions]));
        expect(new Set(mentions).size).toBe(mentions.length);
        expect(mentions).not.toContain('author');
      }),
    );
  });
});
