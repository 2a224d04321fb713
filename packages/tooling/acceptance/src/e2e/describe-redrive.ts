import type { EventSignal, TopicSignal } from '@shipbell/aws-emulator';
import { CHANNEL_IS_ARCHIVED } from '@shipbell/slack-emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Stage } from '../stage.ts';
import { type Probe, SOON } from './probe.ts';
import { createRedriveProbe } from './redrive-probe.ts';

/** Tests what `scripts/redrive` does with the dead-lettered messages of a stage; it leaves one of them behind. */
export function describeRedrive(stage: () => Stage, probe: () => Probe): void {
  const { redrive, count, leave, drain } = createRedriveProbe(stage, probe);

  describe('scripts/redrive', () => {
    beforeAll(drain);

    it('shows every dead-letter queue of Terraform’s output, and changes nothing while they are empty', async () => {
      const { status, output } = await redrive('all', 'yes');
      for (const [key, url] of Object.entries(stage().deadLetterQueueUrls)) {
        expect(output).toContain(`${key} (${url.slice(url.lastIndexOf('/') + 1)}): empty`);
      }
      expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining('nothing to redrive') });
    });

    describe('with the messages of an archived channel', () => {
      const texts = ['first', 'second', 'third'].map((name) => `refused by the archive: ${name}`);

      /** Lets Slack refuse them, and a rich form besides, and resolves when all are dead-lettered. */
      const beRefused = async () => {
        const { slack } = stage();
        await probe().enqueue({ body: '{"text":"a rich form","blocks":[{"type":"nonsense"}]}', group: 'dev/rich' });
        slack.answerWith('data', CHANNEL_IS_ARCHIVED);
        const bodies = texts.map((text) => JSON.stringify({ text }));
        await probe().enqueue(...bodies.map((body) => ({ body, destination: 'data', group: 'dev/data' })));
        await expect.poll(() => count('undelivered_messages'), SOON).toBe(4);
        slack.answerWith('data', undefined);
      };

      it('leaves them where they are unless "yes" is the answer', async () => {
        await beRefused();
        const { status, output } = await redrive('all', 'no');
        expect(output).toContain('destination_refused to data: 3, the oldest ');
        expect(output).toContain('scripts/set-webhook dev data');
        expect(output).toContain('This redrives 3 messages to shipbell-dev-slack.fifo');
        expect({ status, output }).toMatchObject({
          status: 0,
          output: expect.stringContaining('Nothing was changed.'),
        });
        expect(probe().delivered('refused by the archive')).toEqual([]);
        expect((await redrive()).output).toContain('destination_refused to data: 3, the oldest ');
      });

      it('sends them in their order once the channel is back, and leaves what was delivered as plain text', async () => {
        const { status, output } = await redrive('all', 'yes');
        expect(output).toContain('Redriven: 3 messages to shipbell-dev-slack.fifo.');
        expect(status).toBe(0);
        await expect.poll(() => probe().delivered('refused by the archive'), SOON).toHaveLength(3);
        expect(
          probe()
            .delivered('refused by the archive')
            .map(({ payload }) => payload.text),
        ).toEqual(texts);
        expect(await count('undelivered_messages')).toBe(1);
        expect(probe().delivered('a rich form')).toHaveLength(1);
      });

      it('sends what was delivered as plain text again when its number is the answer', async () => {
        const { status, output } = await redrive('1', 'yes');
        expect(output).toContain('1  payload_refused to default: 1, ');
        expect(status).toBe(0);
        await expect.poll(() => probe().delivered('a rich form'), SOON).toHaveLength(2);
        await expect.poll(() => count('undelivered_messages'), SOON).toBe(1);
      });
    });

    it('lets Lambda invoke the function again with the event on which it failed', async () => {
      const { denied } = stage().cloud;
      await drain();
      denied.add('sqs:SendMessage');
      await stage()
        .emit(
          probe()
            .deploy('d-FAILED0N')
            .filter(({ kind }) => kind === 'topic'),
        )
        .finally(() => denied.delete('sqs:SendMessage'));
      await expect.poll(() => count('failed_deployment_events'), SOON).toBe(1);
      const { status, output } = await redrive('all', 'yes');
      expect(output).toMatch(/RetriesExhausted: 1, /);
      expect(output).toMatch(/· SUCCEEDED: AWS CodeDeploy d-FAILED0N /);
      expect(output).toContain('Redriven: 1 event to shipbell-dev-codepipeline-handler.');
      expect(status).toBe(0);
      await expect.poll(() => probe().delivered('deployments/d-FAILED0N'), SOON).toHaveLength(1);
      expect(await count('failed_deployment_events')).toBe(0);
    });

    it('invokes the function with the events that a rule and the topic could not deliver', async () => {
      const { cloud } = stage();
      const event = probe()
        .deploy('d-RULE00001')
        .find((signal): signal is EventSignal => isDeployment(signal));
      const trigger = probe()
        .deploy('d-T0PIC0001')
        .find((signal): signal is TopicSignal => signal.kind === 'topic');
      if (!event || !trigger) throw new Error('CodeDeploy emitted nothing');
      const { source, detailType, resources, time, detail } = event;
      await leave(
        'undelivered_deployment_events',
        {
          version: '0',
          id: 'c5a3f1f8',
          source,
          account: cloud.account,
          time,
          region: cloud.region,
          resources,
          detail,
          'detail-type': detailType,
        },
        {
          RULE_ARN: `arn:aws:events:${cloud.region}:${cloud.account}:rule/shipbell-dev-codedeploy`,
          TARGET_ARN: `arn:aws:lambda:${cloud.region}:${cloud.account}:function:shipbell-dev-codepipeline-handler`,
          ERROR_CODE: 'NO_PERMISSIONS',
          ERROR_MESSAGE: 'The rule may not invoke the function.',
        },
      );
      await leave('undelivered_notifications', {
        Type: 'Notification',
        MessageId: '7c1d3c0b-51bb-5e0c-8a11-6a2e9a9a4e01',
        TopicArn: trigger.topicArn,
        Subject: trigger.subject,
        Message: JSON.stringify(trigger.message),
        Timestamp: new Date().toISOString(),
        SignatureVersion: '1',
        Signature: 'EXAMPLE',
        SigningCertURL: `https://sns.${cloud.region}.amazonaws.com/SimpleNotificationService-1.pem`,
        UnsubscribeURL: `https://sns.${cloud.region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${trigger.topicArn}:1`,
      });
      const { status, output } = await redrive('all', 'yes');
      expect(output).toContain('NO_PERMISSIONS: 1, ');
      expect(output).toContain('Last: The rule may not invoke the function.');
      expect(output).toContain('not_handed_on: 1, ');
      expect(output).toContain('Redriven: 2 events to shipbell-dev-codepipeline-handler.');
      expect(status).toBe(0);
      for (const id of ['d-RULE00001', 'd-T0PIC0001']) {
        await expect.poll(() => probe().delivered(`deployments/${id}`), SOON).toHaveLength(1);
      }
    });
  });
}

function isDeployment(signal: { kind: string; detailType?: string }): boolean {
  return signal.kind === 'event' && signal.detailType === 'CodeDeploy Deployment State-change Notification';
}
