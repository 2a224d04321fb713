import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../../../../', import.meta.url);

/** Returns the default of each variable of `infra`, as Terraform writes it; undefined where there is none. */
function terraformDefaults(): Record<string, string | undefined> {
  const text = readFileSync(new URL('infra/variables.tf', ROOT), 'utf8');
  const blocks = text.matchAll(/^variable "(\w+)" \{$([\s\S]*?)^\}$/gm);
  return Object.fromEntries(
    [...blocks].map(([, name, body = '']) => [name, /^ {2}default +=\s*([^#\n]+?)\s*(?:#.*)?$/m.exec(body)?.[1]]),
  );
}

/** Returns the default of each variable that README's table lists, as it stands there. */
function documentedDefaults(): Record<string, string> {
  const text = readFileSync(new URL('README.md', ROOT), 'utf8');
  const [table = ''] = /^## Variables$[\s\S]*?^## /m.exec(text) ?? [];
  return Object.fromEntries([...table.matchAll(/^\| `(\w+)` +\| (.+?) +\|/gm)].map(([, name, value]) => [name, value]));
}

/** What README's table says in words. */
const IN_WORDS: Readonly<Record<string, string>> = {
  environment: '–',
  region: 'none',
  event_sources: 'both',
};

describe('README', () => {
  it('lists every variable of infra with the default that it has', () => {
    const expected = Object.entries(terraformDefaults()).map(([name, value]) => {
      const written = IN_WORDS[name] ?? `\`${value?.replaceAll('"', '')}\``;
      return [name, ['deployments', 'state_machines'].includes(name) ? `${written}: all` : written];
    });
    expect(documentedDefaults()).toEqual(Object.fromEntries(expected));
  });
});
