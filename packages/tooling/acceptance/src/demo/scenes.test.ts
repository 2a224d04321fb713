import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fixtures } from '../fixtures.ts';
import { SCENARIOS } from '../scenarios/all-scenarios.ts';
import { scenesOn } from './scenes.ts';

const TITLES = scenesOn('2024-11-01').map(({ title }) => title);
const PLAYED = SCENARIOS.filter(({ title }) => TITLES.includes(title));

describe('the scenarios of the demo', () => {
  it.each(PLAYED)('link to the console of AWS and to hosts that are nobody’s when $title', async ({ name }) => {
    const messages = await readFile(fixtures(`scenarios/${name}.slack.json`), 'utf8');
    const hosts = [...messages.matchAll(/<https:\/\/([^/|>]+)/g)].map(([, host]) => host ?? '');
    expect(hosts.length).toBeGreaterThan(2);
    expect(hosts.filter((host) => !/^([a-z0-9-]+\.)?console\.aws\.amazon\.com$|\.example$/.test(host))).toEqual([]);
  });

  it.each(PLAYED)('name the environment that they are on when $title', async ({ name }) => {
    const messages = await readFile(fixtures(`scenarios/${name}.slack.json`), 'utf8');
    expect(messages).toContain('on *dev*');
    expect(messages).not.toMatch(/prod|staging/i);
  });
});
