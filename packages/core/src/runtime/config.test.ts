import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ConfigError, matchesPattern, readConfig, setting } from './config.ts';

const schema = v.object({
  ENVIRONMENT: setting.nonEmpty,
  QUEUE_URL: setting.url,
  LIST: setting.jsonList(v.object({ name: setting.nonEmpty, destination: v.optional(setting.destination) })),
  LOG_LEVEL: setting.logLevel,
});

const good = { ENVIRONMENT: 'dev', QUEUE_URL: 'https://sqs.example.com/1/q', LIST: '[{"name":"a"}]' };

function problem(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(schema, environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the configuration was taken');
}

describe('readConfig', () => {
  it('reads texts, lists and defaults', () => {
    expect(readConfig(schema, good)).toEqual({ ...good, LIST: [{ name: 'a' }], LOG_LEVEL: 'info' });
  });

  it('names every key that is missing or bad, in one error', () => {
    expect(problem({ QUEUE_URL: 'no-url', LIST: '[{"name":""}]' })).toBe(
      "Check the function's environment variables: ENVIRONMENT is missing; QUEUE_URL must be a URL; " +
        'LIST.0.name must be a text that is not empty.',
    );
  });

  it('names a variable that should hold a list and holds no JSON, or no list', () => {
    expect(problem({ ...good, LIST: '{' })).toContain('LIST must be a JSON list');
    expect(problem({ ...good, LIST: '{"name":"a"}' })).toContain('LIST must be a JSON list');
  });

  it('never shows a value, which may be a secret in the wrong variable', () => {
    const secret = 'hooks.slack.example/T0/B0/secret';
    const list = JSON.stringify([{ name: 1, destination: secret, more: secret }]);
    expect(problem({ ENVIRONMENT: 'dev', QUEUE_URL: secret, LIST: list, LOG_LEVEL: secret })).not.toContain('secret');
  });
});

describe('matchesPattern', () => {
  it.each([
    ['nightly-*', 'nightly-etl', true],
    ['*', '', true],
    ['*-prod-*', 'a-prod-b', true],
    ['a*a', 'a', false],
    ['a*b*c', 'abxbc', true],
    ['a.c', 'abc', false],
    ['exact', 'exactly', false],
  ])('says for the pattern %s and the text %s: %s', (pattern, text, matches) => {
    expect(matchesPattern(pattern, text)).toBe(matches);
  });

  it('agrees with the same pattern as a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 6 }), text, (pattern, name) => {
        const regular = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 's');
        expect(matchesPattern(pattern, name)).toBe(regular.test(name));
      }),
    );
  });
});
