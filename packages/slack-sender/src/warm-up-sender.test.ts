import { describe, expect, it } from 'vitest';
import { warmUpSender } from './warm-up-sender.ts';
import { createWebhooks, type ReadParameter } from './webhooks.ts';

const URL_1 = 'https://hooks.slack.com/services/T0/B0/one';

/** Warms up a sender that reads its webhook so, and returns what it read and where it connected. */
async function warmedUp(readParameter: ReadParameter) {
  const reads: string[] = [];
  const connected: string[] = [];
  const webhooks = createWebhooks((name, signal) => {
    reads.push(name);
    return readParameter(name, signal);
  }, '/dev/SLACK_URL');
  await warmUpSender({ webhooks, connect: async (url) => void connected.push(url) });
  return { reads, connected, find: () => webhooks.find('default', { need: () => undefined }) };
}

describe('warmUpSender', () => {
  it('reads the webhook of the default destination, which the first message then finds, and connects to its host', async () => {
    const { reads, connected, find } = await warmedUp(async () => ({ kind: 'value', value: URL_1 }));
    expect(connected).toEqual([URL_1]);
    expect(await find()).toMatchObject({ kind: 'webhook', url: URL_1 });
    expect(reads).toEqual(['/dev/SLACK_URL']);
  });

  it.each<[string, ReadParameter]>([
    ['missing', async () => ({ kind: 'missing' })],
    ['denied', async () => ({ kind: 'denied' })],
    ['a placeholder', async () => ({ kind: 'value', value: 'replace me' })],
    ['not read, because SSM fails,', () => Promise.reject(new Error('SSM is not there'))],
  ])(
    'neither connects nor keeps anything where the webhook is %s: the first message asks again',
    async (_what, read) => {
      const { reads, connected, find } = await warmedUp(read);
      expect(connected).toEqual([]);
      await find().catch(() => undefined);
      expect(reads).toHaveLength(2);
    },
  );
});
