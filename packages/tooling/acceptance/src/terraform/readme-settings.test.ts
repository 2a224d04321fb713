import { readFileSync } from 'node:fs';
import {
  DEPLOYMENT_PLACEHOLDERS,
  DEPLOYMENT_STATUSES,
  PARTS,
  STATE_MACHINE_PLACEHOLDERS,
  STATE_MACHINE_STATUSES,
} from '@shipbell/core';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../../../../', import.meta.url);
const KINDS = ['deployments', 'state_machines', 'defaults'] as const;

/** Returns a file of `infra/modules/settings`. */
function terraform(file: string): string {
  return readFileSync(new URL(`infra/modules/settings/${file}`, ROOT), 'utf8');
}

/** Returns the text of a local value that ends with a line of its own. */
function local(text: string, name: string): string {
  return new RegExp(`^ {2}${name} += [\\s\\S]*?\\n {2}[})]+$`, 'm').exec(text)?.[0] ?? '';
}

/** Returns the keys that Terraform takes in each kind of setting. */
function terraformKeys(): Record<(typeof KINDS)[number], string[]> {
  const text = terraform('main.tf');
  const keys = (name: string) => [...local(text, name).matchAll(/^ {4}(\w+) +=/gm)].map(([, key = '']) => key);
  const team = keys('team_keys');
  return {
    deployments: [...keys('deployment_keys'), ...team].sort(),
    state_machines: [...keys('state_machine_keys'), ...team].sort(),
    defaults: [...team].sort(),
  };
}

/** Returns the statuses, parts and placeholders that Terraform takes. */
function terraformWords(): { statuses: Record<string, string[]>; parts: string[]; placeholders: string[] } {
  const text = terraform('team.tf');
  const words = (list = '') => [...list.matchAll(/"([a-z_]+)"/g)].map(([, word = '']) => word);
  const [, deployments, stateMachines] =
    /deployments += (\[.*\])\n +state_machines = (\[.*\])/.exec(local(text, 'statuses')) ?? [];
  const common = /^ {2}common_placeholders = .*$/m.exec(text)?.[0];
  return {
    statuses: { deployments: words(deployments), state_machines: words(stateMachines) },
    parts: words(/^ {2}parts = .*$/m.exec(text)?.[0]),
    placeholders: [...words(common), ...words(local(text, 'placeholders'))],
  };
}

/** README's section of the settings, and the rows of its two tables without their heads. */
const [section = ''] =
  /^## Settings for a team$[\s\S]*?^## /m.exec(readFileSync(new URL('README.md', ROOT), 'utf8')) ?? [];
const rows = section.split('\n').flatMap((line) => {
  const [, first, second = '', third = ''] = /^\| `(\w+)` +\| (.+?) +\| (.+?) +\|$/.exec(line) ?? [];
  return first ? [{ first, second, third }] : [];
});

describe('the functions', () => {
  it('take the statuses, parts and placeholders that Terraform takes', () => {
    expect(terraformWords()).toEqual({
      statuses: { deployments: DEPLOYMENT_STATUSES, state_machines: STATE_MACHINE_STATUSES },
      parts: PARTS,
      placeholders: [...new Set([...DEPLOYMENT_PLACEHOLDERS, ...STATE_MACHINE_PLACEHOLDERS])],
    });
  });
});

describe('README', () => {
  it('lists every key of deployments, state_machines and defaults', () => {
    const documented = Object.fromEntries(
      KINDS.map((kind) => [
        kind,
        rows
          .filter(({ second }) => second.includes(`\`${kind}\``))
          .map(({ first }) => first)
          .sort(),
      ]),
    );
    expect(documented).toEqual(terraformKeys());
  });

  it('says what every status means for deployments and for state machines', () => {
    const { statuses } = terraformWords();
    const meant = rows.filter(({ second }) => !KINDS.some((kind) => second.includes(`\`${kind}\``)));
    const of = (column: 'second' | 'third') => meant.filter((row) => row[column] !== '–').map(({ first }) => first);
    expect(of('second')).toEqual(statuses.deployments);
    expect(of('third')).toEqual(statuses.state_machines);
  });

  it('names every part that may be hidden and every placeholder', () => {
    const { parts, placeholders } = terraformWords();
    const hide = rows.find(({ first }) => first === 'hide')?.third;
    expect([...(hide ?? '').matchAll(/`(\w+)`/g)].map(([, part]) => part)).toEqual(parts);
    const [named = ''] = /^A link's address may hold[\s\S]*?\n\n/m.exec(section) ?? [];
    expect([...named.matchAll(/`\{(\w+)\}`/g)].map(([, name]) => name)).toEqual(placeholders);
  });
});
