import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/usage-error.ts';
import { parseEnvironment } from './environment.ts';

describe('parseEnvironment', () => {
  it('takes the name of an environment', () => {
    expect(['dev', 'prod-eu-2'].map((name) => parseEnvironment([name]))).toEqual(['dev', 'prod-eu-2']);
  });

  it.each([[], [''], ['/dev'], ['Dev'], ['--all'], ['dev', 'prod'], ['a'.repeat(21)]])(
    'shows for %j how to call the command, and what the credentials must allow',
    (...args) => {
      expect(() => parseEnvironment(args)).toThrow(UsageError);
      expect(() => parseEnvironment(args)).toThrow(/^Usage: scripts\/redrive ENV[\s\S]*lambda:InvokeFunction/);
    },
  );
});
