import { describe, expect, it } from 'vitest';
import { createTimeLeft, OutOfTimeError } from './time-left.ts';
import { createReadParameter, createWebhooks } from './webhooks.ts';

function withLeft(milliseconds: number) {
  return createTimeLeft({ getRemainingTimeInMillis: () => milliseconds });
}
const time = withLeft(60_000);

const URL_1 = 'https://hooks.slack.com/services/T0/B0/one';
const URL_2 = 'https://hooks.slack.com/services/T0/B0/two';

function setUp(values: Record<string, string | undefined>) {
  const reads: string[] = [];
  const clock = { now: 0 };
  const fault: { ssm?: 'denied' | 'error' } = {};
  const readParameter = async (name: string) => {
    reads.push(name);
    if (fault.ssm === 'error') throw new Error('SSM is not there');
    if (fault.ssm === 'denied') return { kind: 'denied' } as const;
    const value = values[name];
    return value === undefined ? ({ kind: 'missing' } as const) : ({ kind: 'value', value } as const);
  };
  return { reads, clock, values, fault, webhooks: createWebhooks(readParameter, '/dev/SLACK_URL', () => clock.now) };
}

describe('createWebhooks', () => {
  it('finds the webhook of the default destination at the parameter and others below it', async () => {
    const { webhooks, reads } = setUp({ '/dev/SLACK_URL': URL_1, '/dev/SLACK_URL/ops': URL_2 });
    expect(await webhooks.find('default', time)).toEqual({ kind: 'webhook', destination: 'default', url: URL_1 });
    expect(await webhooks.find('ops', time)).toEqual({ kind: 'webhook', destination: 'ops', url: URL_2 });
    expect(reads).toEqual(['/dev/SLACK_URL', '/dev/SLACK_URL/ops']);
  });

  it('caches a webhook for five minutes and then asks SSM again', async () => {
    const { webhooks, reads, clock, values } = setUp({ '/dev/SLACK_URL': URL_1 });
    await webhooks.find('default', time);
    values['/dev/SLACK_URL'] = URL_2;
    clock.now = 299_999;
    expect(await webhooks.find('default', time)).toEqual({ kind: 'webhook', destination: 'default', url: URL_1 });
    clock.now = 300_000;
    expect(await webhooks.find('default', time)).toEqual({ kind: 'webhook', destination: 'default', url: URL_2 });
    expect(reads).toHaveLength(2);
  });

  it.each(['denied', 'error'] as const)(
    'uses the webhook known from before while SSM answers with %s, and asks again each minute',
    async (failing) => {
      const { webhooks, reads, clock, fault } = setUp({ '/dev/SLACK_URL': URL_1 });
      await webhooks.find('default', time);
      fault.ssm = failing;
      for (const minutes of [5, 5.5, 6, 180]) {
        clock.now = minutes * 60_000;
        expect(await webhooks.find('default', time)).toMatchObject({ kind: 'webhook', url: URL_1 });
      }
      expect(reads).toHaveLength(4);
    },
  );

  it('does not use a webhook known from before where its parameter is gone, or where Slack refused it', async () => {
    const { webhooks, clock, values, fault } = setUp({ '/dev/SLACK_URL': URL_1, '/dev/SLACK_URL/ops': URL_2 });
    await webhooks.find('default', time);
    await webhooks.find('ops', time);
    delete values['/dev/SLACK_URL'];
    clock.now = 300_000;
    expect(await webhooks.find('default', time)).toMatchObject({ kind: 'unavailable', reason: 'webhook_missing' });
    webhooks.forget('ops');
    fault.ssm = 'denied';
    expect(await webhooks.find('ops', time)).toMatchObject({ kind: 'unavailable', reason: 'webhook_denied' });
  });

  it('asks SSM only where there is time for its answer, and needs no time for a cached webhook', async () => {
    const { webhooks, reads } = setUp({ '/dev/SLACK_URL': URL_1 });
    await expect(webhooks.find('default', withLeft(19_999))).rejects.toThrow(OutOfTimeError);
    expect(reads).toEqual([]);
    await webhooks.find('default', withLeft(20_000));
    expect(await webhooks.find('default', withLeft(0))).toEqual({
      kind: 'webhook',
      destination: 'default',
      url: URL_1,
    });
  });

  it('asks SSM again for a webhook that was forgotten', async () => {
    const { webhooks, values } = setUp({ '/dev/SLACK_URL': URL_1 });
    await webhooks.find('default', time);
    values['/dev/SLACK_URL'] = URL_2;
    webhooks.forget('default');
    expect(await webhooks.find('default', time)).toEqual({ kind: 'webhook', destination: 'default', url: URL_2 });
  });

  it.each(['placeholder', 'http://hooks.slack.com/services/T0/B0/x', 'https://%zz@hooks.slack.com/', ''])(
    'takes %j as no webhook yet',
    async (value) => {
      const { webhooks, values } = setUp({ '/dev/SLACK_URL': value });
      expect(await webhooks.find('default', time)).toMatchObject({
        kind: 'unavailable',
        reason: 'webhook_placeholder',
      });
      values['/dev/SLACK_URL'] = URL_1;
      expect(await webhooks.find('default', time), 'the placeholder is not cached').toMatchObject({ kind: 'webhook' });
    },
  );

  it('says which parameter is missing', async () => {
    const { webhooks } = setUp({});
    expect(await webhooks.find('ops', time)).toEqual({
      kind: 'unavailable',
      destination: 'ops',
      reason: 'webhook_missing',
      detail: 'there is no SSM parameter /dev/SLACK_URL/ops',
    });
  });

  it('says what to do about a destination that the role does not name', async () => {
    const webhooks = createWebhooks(async () => ({ kind: 'denied' }), '/dev/SLACK_URL');
    expect(await webhooks.find('ops', time)).toMatchObject({
      kind: 'unavailable',
      reason: 'webhook_denied',
      detail: expect.stringContaining('name the destination in a Terraform variable'),
    });
  });
});

describe('createReadParameter', () => {
  const named = (name: string) => Object.assign(new Error('from SSM'), { name });
  const answering = (answer: () => unknown) => {
    const inputs: unknown[] = [];
    const send = async (command: { input: unknown }) => {
      inputs.push(command.input);
      return answer();
    };
    return { inputs, read: createReadParameter({ send } as never) };
  };

  it('asks SSM for the decrypted value', async () => {
    const { read, inputs } = answering(() => ({ Parameter: { Value: URL_1 } }));
    expect(await read('/dev/SLACK_URL')).toEqual({ kind: 'value', value: URL_1 });
    expect(inputs).toEqual([{ Name: '/dev/SLACK_URL', WithDecryption: true }]);
  });

  it('returns that a parameter is missing or denied, and throws where SSM does not say', async () => {
    const missing = answering(() => Promise.reject(named('ParameterNotFound')));
    expect(await missing.read('/dev/SLACK_URL')).toEqual({ kind: 'missing' });
    const denied = answering(() => Promise.reject(named('AccessDeniedException')));
    expect(await denied.read('/dev/SLACK_URL/other')).toEqual({ kind: 'denied' });
    const throttled = answering(() => Promise.reject(named('ThrottlingException')));
    await expect(throttled.read('/dev/SLACK_URL')).rejects.toThrow('from SSM');
  });
});
