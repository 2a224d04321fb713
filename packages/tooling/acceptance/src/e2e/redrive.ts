import { once } from 'node:events';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { EventSignal, TopicSignal } from '@shipbell/aws-emulator';
import { CHANNEL_IS_ARCHIVED } from '@shipbell/slack-emulator';
import { beforeAll, describe, expect, it } from 'vitest';
import { ENVIRONMENT, type Stage } from '../stage.ts';
import { type probe, SOON } from './probe.ts';
import { type Ended, runRedrive, startRedrive } from './run-redrive.ts';

/** What `scripts/redrive` does with the dead letters of a stage. It begins and ends with empty dead-letter queues. */
export function describeRedrive(stage: () => Stage, path: () => ReturnType<typeof probe>): void {
  const redrive = (...answers: string[]): Promise<Ended> =>
    runRedrive([ENVIRONMENT], stage().cloud.environment, answers);

  /** How many letters a queue holds, hidden or not. */
  const count = async (key: string): Promise<number> => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes = {} } = await stage().cloud.clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: stage().deadLetterQueueUrls[key], AttributeNames: [...names] }),
    );
    return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
  };

  /** Puts a letter into a dead-letter queue of a service that the local cloud has no dead letters of. */
  const leave = async (key: string, content: object, attributes: Record<string, string> = {}): Promise<void> => {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
    );
    const QueueUrl = stage().deadLetterQueueUrls[key];
    await stage().cloud.clients.sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(content), MessageAttributes }),
    );
  };

  const drain = async (): Promise<void> => {
    for (const key of Object.keys(stage().deadLetterQueueUrls)) await path().deadLetters(key);
  };

  describe('scripts/redrive', () => {
    beforeAll(drain);

    it('shows every dead-letter queue of Terraform’s output, and changes nothing while there is nothing', async () => {
      const { status, output } = await redrive('all', 'yes');
      for (const [key, url] of Object.entries(stage().deadLetterQueueUrls)) {
        expect(output).toContain(`${key} (${url.slice(url.lastIndexOf('/') + 1)}): empty`);
      }
      expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining('nothing to redrive') });
    });

    describe('the messages of an archived channel', () => {
      const texts = ['first', 'second', 'third'].map((name) => `refused by the archive: ${name}`);

      /** Lets Slack refuse them, and a rich form besides, and resolves when all lie in the dead-letter queue. */
      const beRefused = async () => {
        const { slack } = stage();
        await path().enqueue({ body: '{"text":"a rich form","blocks":[{"type":"nonsense"}]}', group: 'dev/rich' });
        slack.answerWith('data', CHANNEL_IS_ARCHIVED);
        const bodies = texts.map((text) => JSON.stringify({ text }));
        await path().enqueue(...bodies.map((body) => ({ body, destination: 'data', group: 'dev/data' })));
        await expect.poll(() => count('undelivered_messages'), SOON).toBe(4);
        slack.answerWith('data', undefined);
      };

      it('stay where they are unless "yes" is the answer', async () => {
        await beRefused();
        const { status, output } = await redrive('all', 'no');
        expect(output).toContain('destination_refused to data: 3, the oldest ');
        expect(output).toContain('scripts/set-webhook dev data');
        expect(output).toContain('This redrives 3 messages to shipbell-dev-slack.fifo');
        expect({ status, output }).toMatchObject({
          status: 0,
          output: expect.stringContaining('Nothing was changed.'),
        });
        expect(path().delivered('refused by the archive')).toEqual([]);
        expect((await redrive()).output).toContain('destination_refused to data: 3, the oldest ');
      });

      it('go out in their order once the channel is back, and what was delivered as plain text stays', async () => {
        const { status, output } = await redrive('all', 'yes');
        expect(output).toContain('Redriven: 3 messages to shipbell-dev-slack.fifo.');
        expect(status).toBe(0);
        await expect.poll(() => path().delivered('refused by the archive'), SOON).toHaveLength(3);
        expect(
          path()
            .delivered('refused by the archive')
            .map(({ payload }) => payload.text),
        ).toEqual(texts);
        expect(await count('undelivered_messages')).toBe(1);
        expect(path().delivered('a rich form')).toHaveLength(1);
      });

      it('and what was delivered as plain text goes out again when its number is the answer', async () => {
        const { status, output } = await redrive('1', 'yes');
        expect(output).toContain('1  payload_refused to default: 1, ');
        expect(status).toBe(0);
        await expect.poll(() => path().delivered('a rich form'), SOON).toHaveLength(2);
        await expect.poll(() => count('undelivered_messages'), SOON).toBe(1);
      });
    });

    it('lets Lambda invoke the function again with the event on which it failed', async () => {
      const { denied } = stage().cloud;
      await drain();
      denied.add('sqs:SendMessage');
      await stage()
        .tell(
          path()
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
      await expect.poll(() => path().delivered('deployments/d-FAILED0N'), SOON).toHaveLength(1);
      expect(await count('failed_deployment_events')).toBe(0);
    });

    it('invokes the function with what a rule and the topic could not hand on', async () => {
      const { cloud } = stage();
      const event = path()
        .deploy('d-RULE00001')
        .find((signal): signal is EventSignal => isDeployment(signal));
      const trigger = path()
        .deploy('d-T0PIC0001')
        .find((signal): signal is TopicSignal => signal.kind === 'topic');
      if (!event || !trigger) throw new Error('CodeDeploy said nothing');
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
        await expect.poll(() => path().delivered(`deployments/${id}`), SOON).toHaveLength(1);
      }
    });

    describe('interrupted at its question', () => {
      /** Runs it with a letter until it asks, and resolves with its exit status and output once it was ended. */
      const interrupted = async (end: (child: ReturnType<typeof startRedrive>) => void): Promise<Ended> => {
        await leave('failed_execution_events', {
          requestPayload: {},
          requestContext: { condition: 'RetriesExhausted' },
        });
        const child = startRedrive([ENVIRONMENT], stage().cloud.environment);
        let output = '';
        const asked = Promise.withResolvers<void>();
        child.stdout.setEncoding('utf8').on('data', (part: string) => {
          output += part;
          if (output.includes('Redrive which?')) asked.resolve();
        });
        await asked.promise;
        end(child);
        const [status] = await once(child, 'close');
        return { status, output };
      };

      const isStillThere = async (): Promise<void> => {
        expect((await redrive()).output).toContain('RetriesExhausted: 1, ');
        await drain();
      };

      it('by Ctrl-C, it leaves everything as it was', async () => {
        const { status, output } = await interrupted((child) => child.kill('SIGINT'));
        expect({ status, output }).toMatchObject({
          status: 130,
          output: expect.stringContaining('Nothing was changed.'),
        });
        await isStillThere();
      });

      it('by a terminal that is gone, it does the same', async () => {
        const { status } = await interrupted((child) => {
          child.stdout.destroy();
          child.stdin.end('all\nyes\n');
        });
        expect(status).toBe(130);
        await isStillThere();
      });
    });

    it('says what to do where there is no such environment, no region, no credentials, and no name', async () => {
      const { environment, region } = stage().cloud;
      const { AWS_ENDPOINT_URL = '' } = environment;
      const NOWHERE = { HOME: stage().directory, AWS_EC2_METADATA_DISABLED: 'true', AWS_ENDPOINT_URL };
      expect(await runRedrive(['qa'], environment)).toMatchObject({
        status: 1,
        output: expect.stringContaining('There are no dead-letter queues of "qa" in this account and region.'),
      });
      expect(await runRedrive(['dev'], NOWHERE)).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^No AWS region: /),
      });
      expect(await runRedrive(['dev'], { ...NOWHERE, AWS_REGION: region })).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^No AWS credentials: /),
      });
      expect(await runRedrive(['--help'], NOWHERE)).toMatchObject({
        status: 0,
        output: expect.stringMatching(/^Usage: scripts\/redrive ENV/),
      });
      expect(await runRedrive([], environment)).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^Usage: scripts\/redrive ENV/),
      });
    });
  });
}

function isDeployment(signal: { kind: string; detailType?: string }): boolean {
  return signal.kind === 'event' && signal.detailType === 'CodeDeploy Deployment State-change Notification';
}
