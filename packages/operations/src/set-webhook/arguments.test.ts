import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

describe('parseArguments', () => {
  it('returns the environment and the destination, in whatever place --any-host stands', () => {
    const dev = { environment: 'dev', destination: 'default', anyHost: false };
    expect(parseArguments(['dev'])).toEqual(dev);
    expect(parseArguments(['dev', 'data'])).toEqual({ ...dev, destination: 'data' });
    expect(parseArguments(['--any-host', 'dev'])).toEqual({ ...dev, anyHost: true });
    expect(parseArguments(['dev', 'data', '--any-host'])).toEqual({ ...dev, destination: 'data', anyHost: true });
  });

  it.each([[[]], [['/dev']], [['DEV']], [['dev', 'data', 'more']], [['--anyhost', 'dev', 'data']]])(
    'shows how to call the command for %j',
    (args) => {
      expect(() => parseArguments(args)).toThrow('Usage: scripts/set-webhook ENV [DESTINATION] [--any-host]');
    },
  );

  it.each([
    ['dev', 'No Name'],
    ['dev', 'xoxb-1-Secret'],
  ])('refuses the destination %s %s, and does not show it', (...args) => {
    expect(() => parseArguments(args)).toThrow(
      /^DESTINATION is no name: it has lower-case letters, digits, - and _\.$/,
    );
  });

  it('refuses a webhook as an argument, and does not show it', () => {
    for (const args of [
      ['https://hooks.slack.com/services/T0/B0/secret'],
      ['dev', 'https://hooks.slack.com/services/T0/B0/secret'],
    ]) {
      expect(() => parseArguments(args)).toThrow('an argument stays in the history of your shell');
      expect(() => parseArguments(args)).not.toThrow('secret');
    }
  });
});
