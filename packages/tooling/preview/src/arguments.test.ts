import { describe, expect, it } from 'vitest';
import { readArguments, USAGE } from './arguments.ts';

describe('readArguments', () => {
  it('knows every flag that the usage describes, and no other', () => {
    const described = [...USAGE.matchAll(/^ {2}(--[a-z-]+)( [A-Z]\S*)?/gm)];
    const args = described.flatMap(([, flag = '', value]) => (value === undefined ? [flag] : [flag, 'x=y']));
    expect(described).toHaveLength(8);
    expect(readArguments(['--help', ...args])).toMatchObject({ help: true, json: true, watch: true, png: 'x=y' });
  });

  it('takes several events and several replies', () => {
    expect(readArguments(['a.json', '--reply', 'A=1', '-', '--reply=B=2'])).toMatchObject({
      files: ['a.json', '-'],
      replies: ['A=1', 'B=2'],
    });
  });

  it('takes several executions and deployments', () => {
    const args = ['--execution-arn', 'a', '--deployment-id', 'd-1', '--deployment-id', 'd-2'];
    expect(readArguments(args)).toMatchObject({ executionArns: ['a'], deploymentIds: ['d-1', 'd-2'] });
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no event', [], /^Which event\? Expected a file with one\./],
    ['an unknown option', ['--bogus'], /^Unknown option '--bogus'\.\n/],
    ['an option without its value', ['x', '--png'], /^Option '--png <value>' argument missing\.\n/],
    ['an option in the place of a value', ['x', '--png', '--json'], /^Option '--png' argument is ambiguous\.\n/],
    ['both forms of output', ['x', '--json', '--png', 'y'], /^Expected --json or --png, not both\./],
    ['a page that is watched for its JSON', ['x', '--json', '--watch'], /^Expected --json or --watch, not both\./],
    ['a file and a real thing', ['x', '--deployment-id', 'd-1'], /^Expected files, or --execution-arn or/],
    ['replies for a real thing', ['--deployment-id', 'd-1', '--reply', 'a=b'], /^--reply is for files/],
    ['standard input that is watched', ['-', '--watch'], /^Standard input cannot be watched/],
  ])('refuses %s, and says where the help is', (_what, args, expected) => {
    expect(() => readArguments(args)).toThrow(expected);
    expect(() => readArguments(args)).toThrow(/\nscripts\/preview --help says what can be given\.$/);
  });
});
