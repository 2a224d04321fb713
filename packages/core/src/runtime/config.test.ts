import { gzipSync } from 'node:zlib';
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

describe('readConfig, for packed variables,', () => {
  const packed = (value: unknown) => gzipSync(JSON.stringify(value)).toString('base64');
  const strict = v.object({
    LIST: setting.jsonList(v.strictObject({ name: v.optional(setting.nonEmpty) })),
    DEFAULTS: setting.jsonObject({ name: v.optional(setting.nonEmpty) }),
  });
  const problemOf = (environment: NodeJS.ProcessEnv) => {
    try {
      return readConfig(strict, environment);
    } catch (error) {
      return (error as Error).message.replace("Check the function's environment variables: ", '');
    }
  };

  it('reads JSON, and the Base64 of its gzip', () => {
    const expected = { LIST: [{ name: 'a' }], DEFAULTS: { name: 'b' } };
    expect(problemOf({ LIST: '[{"name":"a"}]', DEFAULTS: ' {"name":"b"}' })).toEqual(expected);
    expect(problemOf({ LIST: packed([{ name: 'a' }]), DEFAULTS: packed({ name: 'b' }) })).toEqual(expected);
    expect(problemOf({ LIST: '[]' })).toEqual({ LIST: [], DEFAULTS: {} });
  });

  it.each([
    ['nothing', ''],
    ['no Base64', '!!!'],
    ['Base64 of no gzip', 'c2VjcmV0'],
    ['a gzip that is cut', packed([{ name: 'secret' }]).slice(0, 24)],
    ['a gzip of no JSON', gzipSync('secret').toString('base64')],
    ['a gzip of more than 1 MB', packed([{ name: 'a'.repeat(1_000_001) }])],
    ['broken JSON', '[{"name":"secret"'],
  ])('refuses %s', (_name, LIST) => {
    const problem = 'LIST must be a JSON list, or the Base64 of its gzip, of no more than 1 MB.';
    expect(problemOf({ LIST })).toBe(problem);
    expect(problemOf({ LIST: '[]', DEFAULTS: LIST })).toBe(
      problem.replace('LIST', 'DEFAULTS').replace('a JSON list', 'a JSON object'),
    );
  });

  it('refuses another JSON than the one that is wanted', () => {
    expect(problemOf({ LIST: packed({ name: 'a' }) })).toBe('LIST must be a JSON list.');
    expect(problemOf({ LIST: '[]', DEFAULTS: packed('a') })).toBe('DEFAULTS must be a JSON object.');
    expect(problemOf({ LIST: '[1,null]' })).toContain('LIST.0 must be');
  });

  it('names a key that is not known by its path, and no value', () => {
    expect(problemOf({ LIST: '[{"nmae":"secret"}]', DEFAULTS: packed({ nmae: 'secret' }) })).toBe(
      'LIST.0.nmae is not known; DEFAULTS.nmae is not known.',
    );
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
