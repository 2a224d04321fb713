import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { CHANNEL_IS_ARCHIVED } from '@shipbell/slack-emulator';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENT, type Stage } from '../stage.ts';
import { type Probe, SOON } from './probe.ts';
import { createRedriveProbe } from './redrive-probe.ts';
import { endedAt, runScript, startScript } from './run-script.ts';

/** Tests what `scripts/set-webhook` does on a stage, whose Slack is on another host than Slack's; it changes nothing. */
export function describeSetWebhook(stage: () => Stage, probe: () => Probe): void {
  const { count, drain } = createRedriveProbe(stage, probe);
  const environment = () => ({ ...stage().cloud.environment, NODE_EXTRA_CA_CERTS: stage().slack.caCertificate });
  const typed = () => stage().slack.webhookUrl('data');
  const setWebhook = (args: readonly string[], ...answers: string[]) =>
    runScript('set-webhook', [ENVIRONMENT, ...args], environment(), answers);

  describe('scripts/set-webhook', () => {
    it('stores a webhook that takes a message, and says how many dead-lettered messages are its channel’s', async () => {
      await drain();
      stage().slack.answerWith('data', CHANNEL_IS_ARCHIVED);
      const message = { body: '{"text":"refused for now"}', destination: 'data' };
      await probe().enqueue(message, message);
      await expect.poll(() => count('undelivered_messages'), SOON).toBe(2);
      stage().slack.answerWith('data', undefined);
      const { status, output } = await setWebhook(['data', '--any-host'], typed());
      expect(output).toMatch(
        /^The webhook of data on dev goes to \/dev\/SLACK_URL\/data in account \d{12}, ap-northeast-2\.\n/,
      );
      expect(output).toContain('Slack took a test message, and the webhook is stored at /dev/SLACK_URL/data.');
      expect(output).toMatch(/2 dead-lettered messages wait for this channel\. .*: \.\/scripts\/redrive dev\n$/);
      expect(output).not.toContain('/services/');
      expect(status).toBe(0);
      expect(probe().delivered('Shipbell is connected: messages for *data* on *dev*')).toHaveLength(1);
      const command = new GetParameterCommand({ Name: '/dev/SLACK_URL/data', WithDecryption: true });
      const { Parameter } = await stage().cloud.clients.ssm.send(command);
      expect(Parameter).toMatchObject({ Type: 'SecureString', Value: typed() });
      await drain();
    });

    it('refuses the address of another host, and shows nothing of it', async () => {
      const { status, output } = await setWebhook(['data'], typed());
      expect(output).toContain('That is no address of Slack.');
      expect(output).not.toContain('/services/T');
      expect(status).toBe(1);
    });

    it('asks nothing where the parameter, the region or the credentials are missing', async () => {
      const { cloud, directory } = stage();
      const { AWS_ENDPOINT_URL = '' } = cloud.environment;
      const NOWHERE = { HOME: directory, AWS_EC2_METADATA_DISABLED: 'true', AWS_ENDPOINT_URL };
      expect(await setWebhook(['nobody'], typed())).toEqual({
        status: 1,
        output: expect.stringMatching(/^There is no parameter \/dev\/SLACK_URL\/nobody in this account and region/),
      });
      expect(await runScript('set-webhook', [ENVIRONMENT], NOWHERE)).toEqual({
        status: 1,
        output: expect.stringMatching(/^No AWS region: /),
      });
      expect(await runScript('set-webhook', [ENVIRONMENT], { ...NOWHERE, AWS_REGION: cloud.region })).toEqual({
        status: 1,
        output: expect.stringMatching(/^No AWS credentials: /),
      });
    });

    it('ends with 130 and stores nothing after Ctrl-C, and shows with --help how to call it', async () => {
      const child = startScript('set-webhook', [ENVIRONMENT], environment());
      expect(await endedAt('The Slack webhook', child, () => child.kill('SIGINT'))).toEqual({
        status: 130,
        output: expect.stringMatching(/Nothing was stored\.\n$/),
      });
      expect(await setWebhook(['--help'])).toEqual({
        status: 0,
        output: expect.stringMatching(/^Usage: scripts\/set-webhook ENV/),
      });
    });
  });
}
