import type { DescribeParametersResult } from '@aws-sdk/client-ssm';
import type { SlackAnswer } from '@shipbell/slack-sender/contract';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/usage-error.ts';
import { parameterName, setWebhook } from './set-webhook.ts';

const url = 'https://hooks.slack.com/services/T0/B0/secret';

function setUp(
  answer: SlackAnswer = { kind: 'delivered' },
  stored?: Error,
  described: DescribeParametersResult[] = [],
) {
  const calls: { name: string; input: unknown }[] = [];
  const posts: string[] = [];
  const send = async (command: { constructor: { name: string }; input: unknown }) => {
    calls.push({ name: command.constructor.name, input: command.input });
    if (stored) throw stored;
    return command.constructor.name === 'DescribeParametersCommand' ? (described.shift() ?? {}) : {};
  };
  const postMessage = async (_url: string, body: string) => {
    posts.push(body);
    return answer;
  };
  const set = (value = url) =>
    setWebhook({ ssm: { send } as never, postMessage, parameter: '/dev/SLACK_URL', url: value });
  return { set, calls, posts };
}

describe('setWebhook', () => {
  it('stores the webhook as a SecureString once Slack took a message', async () => {
    const { set, calls, posts } = setUp();
    await set();
    expect(posts).toHaveLength(1);
    expect(calls.at(-1)).toEqual({
      name: 'PutParameterCommand',
      input: { Name: '/dev/SLACK_URL', Value: url, Type: 'SecureString', Overwrite: true },
    });
  });

  it('keeps the key that the parameter has, on whichever page it is described', async () => {
    const KeyId = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b';
    const { set, calls } = setUp(undefined, undefined, [{ NextToken: 'more' }, { Parameters: [{ KeyId }] }]);
    await set();
    expect(calls.at(-1)).toMatchObject({ name: 'PutParameterCommand', input: { KeyId } });
    expect(calls.filter(({ name }) => name === 'DescribeParametersCommand').map(({ input }) => input)).toMatchObject([
      { ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: ['/dev/SLACK_URL'] }] },
      { NextToken: 'more' },
    ]);
  });

  it('stores nothing that Slack refuses, and says why without the URL', async () => {
    const { set, calls } = setUp({ kind: 'destination_refused', reason: '404 no_service' });
    const error = await set().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain('404 no_service');
    expect(error.message).not.toContain('secret');
    expect(calls.map(({ name }) => name)).not.toContain('PutParameterCommand');
  });

  it.each(['', 'hello', 'http://hooks.slack.com/services/T0/B0/x'])(
    'refuses %j before it asks Slack or SSM',
    async (value) => {
      const { set, calls, posts } = setUp();
      await expect(set(value)).rejects.toThrow('That is no webhook');
      expect([...calls, ...posts]).toEqual([]);
    },
  );

  it('says that Terraform comes first where the parameter is missing', async () => {
    const { set, posts } = setUp(undefined, Object.assign(new Error('none'), { name: 'ParameterNotFound' }));
    await expect(set()).rejects.toThrow('Apply Terraform in this environment first');
    expect(posts).toEqual([]);
  });
});

describe('parameterName', () => {
  it('returns the environment’s parameter, with the destination below it', () => {
    expect(parameterName('dev')).toBe('/dev/SLACK_URL');
    expect(parameterName('dev', 'default')).toBe('/dev/SLACK_URL');
    expect(parameterName('prod', 'data')).toBe('/prod/SLACK_URL/data');
  });

  it('shows how to call the command where the environment is missing or no name', () => {
    expect(() => parameterName(undefined)).toThrow('Usage: scripts/set-webhook ENV [DESTINATION]');
    expect(() => parameterName('/dev')).toThrow('Usage');
    expect(() => parameterName('dev', 'No Name')).toThrow('"No Name" is no destination');
  });
});
