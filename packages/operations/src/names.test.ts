import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { namesOf } from './names.ts';
import { deadLetterQueues } from './redrive/dead-letter-queues.ts';

const INFRA = new URL('../../../infra/', import.meta.url);

/** Returns the strings that Terraform's `names` gives for an environment, by their keys. */
function terraformNames(environment: string): Record<string, string> {
  const text = readFileSync(new URL('names.tf', INFRA), 'utf8');
  const entries = [...text.matchAll(/^ +(\w+) += "(.+)"$/gm)];
  return Object.fromEntries(
    entries.map(([, key, name = '']) => [key, name.replaceAll(/\$\{var\.environment\}/g, environment)]),
  );
}

/** Returns the keys of Terraform's output `dead_letter_queue_urls`. */
function outputKeys(): string[] {
  const text = readFileSync(new URL('outputs.tf', INFRA), 'utf8');
  const [output = ''] = /^output "dead_letter_queue_urls" \{$[\s\S]*?^\}$/m.exec(text) ?? [];
  return [...output.matchAll(/^ +(\w+) += module\./gm)].map(([, key = '']) => key);
}

describe('namesOf', () => {
  it('returns the names that infra/names.tf has', () => {
    expect(terraformNames('dev')).toMatchObject(namesOf('dev'));
  });
});

describe('deadLetterQueues', () => {
  it('returns the queues of Terraform’s output dead_letter_queue_urls, by its keys', () => {
    expect(
      deadLetterQueues('dev')
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(outputKeys().toSorted());
  });
});
