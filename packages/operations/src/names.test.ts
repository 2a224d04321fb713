import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deploymentRules, ENVIRONMENT_PATTERN, namesOf } from './names.ts';
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

describe('deploymentRules', () => {
  it('returns the rules that the kinds of event in event_rules.tf may make', () => {
    const text = readFileSync(new URL('modules/codepipeline_source/event_rules.tf', INFRA), 'utf8');
    const [kinds = ''] = /^ {2}kinds_of_event = \{$[\s\S]*?^ {2}\}$/m.exec(text) ?? [];
    const keys = [...kinds.matchAll(/^ {4}([\w-]+) = \{$/gm)].map(([, key]) => `shipbell-dev-${key}`);
    expect(keys).not.toHaveLength(0);
    expect(deploymentRules('dev').toSorted()).toEqual(keys.toSorted());
  });
});

describe('ENVIRONMENT_PATTERN', () => {
  it('is the rule of infra/variables.tf', () => {
    const variables = readFileSync(new URL('variables.tf', INFRA), 'utf8');
    expect(variables).toContain(`regex("${ENVIRONMENT_PATTERN.source}", var.environment)`);
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
