import { checkSlackPayload } from '@shipbell/core/testing';
import type { SlackAnswer } from '@shipbell/slack-sender/contract';
import { fakeSqs } from '@shipbell/testing';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line/usage-error.ts';
import { deadLettered, MESSAGES, QUEUE, slackAttributes, slackMessage } from '../testing/set-up-redrive.ts';
import { setWebhook } from './set-webhook.ts';

const url = 'https://hooks.slack.com/services/T0/B0/secret';
const NAME = '/dev/SLACK_URL';
const ELSEWHERE = 'https://chat.example.com/in/secret';

interface Options {
  readonly answer?: SlackAnswer;
  /** What happens while Slack is asked. */
  readonly meanwhile?: () => void;
  readonly typed?: string | undefined;
  readonly destination?: string;
  readonly anyHost?: boolean;
  /** What SSM answers to the calls that it does not answer well; a list has an answer for each call. */
  readonly ssm?: Record<string, Error | object>;
  /** The queues of the environment; SQS denies everything where it is left out. */
  readonly queues?: readonly string[];
}

/** Returns an AWS and a Slack in memory, with somebody at the terminal. */
function setUp(options: Options = {}) {
  const {
    answer = { kind: 'delivered' },
    destination = 'default',
    anyHost = false,
    queues = [MESSAGES, QUEUE],
  } = options;
  const name = destination === 'default' ? NAME : `${NAME}/${destination}`;
  const ARN = `arn:aws:ssm:eu-west-1:123456789012:parameter${name}`;
  const answers: Record<string, Error | object> = {
    GetParameterCommand: { Parameter: { Name: name, Type: 'SecureString', ARN } },
    DescribeParametersCommand: { Parameters: [{ Name: name, KeyId: 'alias/shipbell' }] },
    ...options.ssm,
  };
  const calls: { readonly name: string; readonly input: unknown }[] = [];
  const screen: string[] = [];
  const posts: { readonly url: string; readonly body: string }[] = [];
  const stopping = new AbortController();
  const cloud = fakeSqs({ queues });
  const dependencies = {
    ssm: {
      send: async (command: { readonly constructor: { readonly name: string }; readonly input: unknown }) => {
        calls.push({ name: command.constructor.name, input: command.input });
        const given = answers[command.constructor.name] ?? {};
        if (given instanceof Error) throw given;
        return Array.isArray(given) ? given.shift() : given;
      },
    } as never,
    sqs: cloud.sqs,
    postMessage: async (to: string, body: string) => {
      posts.push({ url: to, body });
      options.meanwhile?.();
      return answer;
    },
    askSecret: async (question: string) => {
      screen.push(question);
      return 'typed' in options ? options.typed : url;
    },
    say: (text: string) => screen.push(text),
    now: () => Date.now(),
    stopping: stopping.signal,
  };
  const run = async () => {
    const error: unknown = await setWebhook({ environment: 'dev', destination, anyHost }, dependencies).then(
      () => undefined,
      (thrown) => thrown,
    );
    if (error !== undefined) expect(error).toBeInstanceOf(UsageError);
    const message = error instanceof UsageError ? error.message : undefined;
    for (const text of [...screen, message ?? '']) expect(text).not.toContain('secret');
    return message;
  };
  return { run, calls, posts, screen, cloud, stop: () => stopping.abort() };
}

function refused(name: string, message = 'no'): Error {
  return Object.assign(new Error(message), { name });
}

describe('setWebhook', () => {
  it('stores the webhook as a SecureString, with the key that the parameter has, once Slack took a message', async () => {
    const { run, calls, posts } = setUp();
    expect(await run()).toBeUndefined();
    expect(posts.map((post) => post.url)).toEqual([url]);
    expect(calls.at(-1)).toEqual({
      name: 'PutParameterCommand',
      input: { Name: NAME, Value: url, Type: 'SecureString', Overwrite: true, KeyId: 'alias/shipbell' },
    });
  });

  it('keeps the key on whichever page SSM describes the parameter', async () => {
    const described = [{ Parameters: [], NextToken: 'more' }, { Parameters: [{ Name: NAME, KeyId: 'alias/theirs' }] }];
    const { run, calls } = setUp({ ssm: { DescribeParametersCommand: described } });
    await run();
    expect(calls.at(-1)).toMatchObject({ name: 'PutParameterCommand', input: { KeyId: 'alias/theirs' } });
  });

  it('tries the webhook with the form that messages have: a colour bar, a section and links', async () => {
    const { run, posts } = setUp({ destination: 'data' });
    await run();
    const { text, attachments } = JSON.parse(posts[0]?.body ?? '{}');
    expect(text).toBe('🔔 Shipbell is connected: messages for *data* on *dev* arrive here');
    expect(attachments).toMatchObject([
      { color: '#2eb67d', blocks: [{ type: 'section' }, { type: 'section' }, { type: 'context' }] },
    ]);
    expect(JSON.stringify(attachments)).toContain('<https://eu-west-1.console.aws.amazon.com/systems-manager/');
    expect(checkSlackPayload(posts[0]?.body ?? '')).toMatchObject({ status: 200 });
  });

  it('says account and region before it asks', async () => {
    const { run, screen } = setUp();
    await run();
    expect(screen.slice(0, 2)).toEqual([
      'The webhook of default on dev goes to /dev/SLACK_URL in account 123456789012, eu-west-1.',
      'The Slack webhook (it is not shown): ',
    ]);
  });

  it.each([
    ['is missing', { GetParameterCommand: refused('ParameterNotFound') }, 'Apply Terraform in this environment first'],
    ['may not be read', { GetParameterCommand: refused('AccessDeniedException') }, 'could not be read (AccessDenied'],
    ['is no SecureString', { GetParameterCommand: { Parameter: { Type: 'String' } } }, 'is no SecureString'],
    ['has an unknown key', { DescribeParametersCommand: refused('AccessDeniedException') }, 'Which key encrypts'],
  ])('asks nothing where the parameter %s', async (_name, ssm, message) => {
    const { run, screen, posts } = setUp({ ssm });
    expect(await run()).toContain(message);
    expect([...screen, ...posts]).toEqual([]);
  });

  it.each([undefined, '', 'xoxb-secret', 'https://hooks.slack.com/triggers/T0/1/secret', 'https://example.com/secret'])(
    'neither tries nor stores %j',
    async (typed) => {
      const { run, calls, posts } = setUp({ typed });
      expect(await run()).toContain('Nothing was stored.');
      expect(posts).toEqual([]);
      expect(calls.map(({ name }) => name)).not.toContain('PutParameterCommand');
    },
  );

  it('tries another host’s address with --any-host', async () => {
    const { run, posts } = setUp({ typed: 'https://example.com/secret', anyHost: true });
    expect(await run()).toBeUndefined();
    expect(posts).toHaveLength(1);
  });

  it.each([
    ['destination_refused', '404 no_service'],
    ['payload_refused', '400 invalid_blocks'],
    ['empty_500', '500'],
    ['workflow_trigger', '200'],
    ['not_slack', '302'],
    ['transient', 'no answer: ENOTFOUND'],
  ] as const)('stores nothing where the answer is %s, and says why', async (kind, reason) => {
    const { run, calls } = setUp({ answer: { kind, reason, retryAfterSeconds: undefined } });
    expect(await run()).toContain(`(${reason}). Nothing was stored.`);
    expect(calls.map(({ name }) => name)).not.toContain('PutParameterCommand');
  });

  it('does not show the webhook where SSM refuses to store it, whatever SSM says', async () => {
    const PutParameterCommand = new Error(`Value '${url}' at 'value' failed to satisfy constraint`);
    expect(await setUp({ ssm: { PutParameterCommand } }).run()).toContain('the webhook was not stored');
  });

  it.each([
    ['an Error', new Error(`Value '${ELSEWHERE}' at 'value' failed to satisfy constraint`)],
    ['a ValidationException that cuts it', refused('ValidationException', `Value '${ELSEWHERE.slice(0, -2)}…' is bad`)],
  ])(
    'does not show the address of another host either, whatever SSM says by %s',
    async (_name, PutParameterCommand) => {
      const { run } = setUp({ typed: ELSEWHERE, anyHost: true, ssm: { PutParameterCommand } });
      expect(await run()).toContain('the webhook was not stored at /dev/SLACK_URL (SSM refuses such a value)');
    },
  );

  it('stores nothing once it is stopped', async () => {
    const { run, stop, posts, calls } = setUp();
    stop();
    expect(await run()).toBe('Nothing was stored.');
    expect(posts).toEqual([]);
    expect(calls.map(({ name }) => name)).not.toContain('PutParameterCommand');
  });

  it('stores nothing where it is stopped while Slack is asked', async () => {
    const world: ReturnType<typeof setUp> = setUp({ meanwhile: () => world.stop() });
    expect(await world.run()).toBe('Nothing was stored.');
    expect(world.posts).toHaveLength(1);
    expect(world.calls.map(({ name }) => name)).not.toContain('PutParameterCommand');
  });

  describe('at its end', () => {
    const put = ({ cloud }: ReturnType<typeof setUp>, destination: string, reason?: string) =>
      cloud.put(MESSAGES, deadLettered(slackMessage('late'), reason, slackAttributes(destination)));

    it('says how many dead-lettered messages are this channel’s and how they are redriven, and leaves them there', async () => {
      const world = setUp({ destination: 'data' });
      for (const reason of ['webhook_placeholder', 'destination_refused', 'workflow_trigger', undefined])
        put(world, 'data', reason);
      put(world, 'default', 'destination_refused');
      put(world, 'data', 'payload_refused');
      put(world, 'data', 'wrong_environment');
      await world.run();
      expect(world.screen.at(-1)).toBe(
        '4 dead-lettered messages wait for this channel. To redrive what you choose of them: ./scripts/redrive dev',
      );
      expect(world.cloud.messages(MESSAGES)).toHaveLength(7);
    });

    it('says that there is none', async () => {
      const { run, screen } = setUp();
      await run();
      expect(screen.at(-1)).toBe('No dead-lettered message waits for this channel.');
    });

    it('says that it is not known where the credentials may not read the queue', async () => {
      const { run, screen, cloud } = setUp();
      cloud.sqs.send = async () => {
        throw refused('AccessDenied');
      };
      expect(await run()).toBeUndefined();
      expect(screen.at(-1)).toBe(
        'Whether dead-lettered messages wait for this channel is not known (AccessDenied: no).',
      );
    });
  });
});
