import { CHANNEL_IS_ARCHIVED, rateLimited } from '@shipbell/slack-emulator';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../stage.ts';
import { type Probe, SOON } from './probe.ts';

/** Tests what becomes of messages on the queue, and of events on which a handler fails. */
export function describeDelivery(stage: () => Stage, probe: () => Probe): void {
  describe('the sender', () => {
    it('waits as long as Slack asks, then delivers once', async () => {
      const { slack } = stage();
      slack.answerNext('default', rateLimited(1));
      slack.answerNext('default', rateLimited(60));
      await probe().enqueue({ body: '{"text":"asked to wait"}' });
      await expect.poll(() => probe().delivered('asked to wait'), SOON).toHaveLength(1);
      expect(slack.refusals().filter(({ status }) => status === 429)).toHaveLength(2);
      await expect.poll(() => probe().isQueueEmpty(), SOON).toBe(true);
      expect(probe().delivered('asked to wait')).toHaveLength(1);
    });

    it('keeps the order of a channel while it waits', async () => {
      stage().slack.answerNext('default', rateLimited(60));
      const bodies = ['first', 'second', 'third'].map((text) => JSON.stringify({ text: `in order: ${text}` }));
      await probe().enqueue(...bodies.map((body) => ({ body, group: 'dev/default' })));
      await expect.poll(() => probe().delivered('in order'), SOON).toHaveLength(3);
      expect(
        probe()
          .delivered('in order')
          .map(({ payload }) => JSON.stringify(payload)),
      ).toEqual(bodies);
    });

    it('dead-letters what an archived channel refuses, with the reason, and delivers the rest', async () => {
      const { slack } = stage();
      slack.answerWith('data', CHANNEL_IS_ARCHIVED);
      await probe().enqueue(
        { body: '{"text":"to the archive"}', destination: 'data' },
        { body: '{"text":"beside it"}' },
      );
      await expect
        .poll(() => attributesOfDeadLettered(probe(), 'to the archive'), SOON)
        .toMatchObject({ REASON: 'destination_refused' });
      slack.answerWith('data', undefined);
      await expect.poll(() => probe().delivered('beside it'), SOON).toHaveLength(1);
      expect(probe().delivered('to the archive')).toHaveLength(0);
    });

    it('dead-letters what is malformed or of another environment, with the reason, and delivers the rest of the batch', async () => {
      await probe().enqueue(
        { body: 'not a Slack message' },
        { body: '{"text":"of another environment"}', env: 'prod' },
        { body: '{"text":"in good order"}' },
      );
      await expect
        .poll(() => attributesOfDeadLettered(probe(), 'not a Slack message'), SOON)
        .toMatchObject({ REASON: 'malformed_message' });
      await expect
        .poll(() => attributesOfDeadLettered(probe(), 'of another environment'), SOON)
        .toMatchObject({ REASON: 'wrong_environment', ENV: 'prod' });
      await expect.poll(() => probe().delivered('in good order'), SOON).toHaveLength(1);
      expect(probe().delivered('of another environment')).toHaveLength(0);
    });
  });

  describe('an on-failure queue', () => {
    it('keeps an event on which a handler failed, after two retries', async () => {
      const { denied } = stage().cloud;
      const before = await probe().invocations('codepipeline-handler');
      denied.add('sqs:SendMessage');
      await stage().emit(
        probe()
          .deploy('d-NO-QUEUE')
          .filter(({ kind }) => kind === 'topic'),
      );
      const records = async () =>
        (await probe().takeDeadLettered('failed_deployment_events')).map(({ Body = '' }) => Body);
      await expect
        .poll(async () => (await records()).filter((body) => body.includes('d-NO-QUEUE')), SOON)
        .toHaveLength(1);
      denied.clear();
      const record = JSON.parse((await records()).find((body) => body.includes('d-NO-QUEUE')) ?? '{}');
      expect(record.requestContext).toMatchObject({ condition: 'RetriesExhausted', approximateInvokeCount: 3 });
      expect(record.requestPayload.Records[0].Sns.Message).toContain('d-NO-QUEUE');
      expect(await probe().invocations('codepipeline-handler')).toBe(before + 3);
      expect(probe().delivered('d-NO-QUEUE')).toHaveLength(0);
    });
  });
}

/** Returns the attributes of the dead-lettered message whose body holds the text. */
async function attributesOfDeadLettered(probe: Probe, text: string): Promise<Record<string, string | undefined>> {
  const messages = await probe.takeDeadLettered('undelivered_messages');
  const attributes = messages.find(({ Body }) => Body?.includes(text))?.MessageAttributes ?? {};
  return Object.fromEntries(Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]));
}
