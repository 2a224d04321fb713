import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DisableRuleCommand, EnableRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { ListSubscriptionsCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { CHANNEL_IS_ARCHIVED } from '@shipbell/slack-emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENVIRONMENT, type Stage } from '../stage.ts';
import type { Probe } from './probe.ts';
import { createRedriveProbe } from './redrive-probe.ts';
import { type Ended, runScript } from './run-script.ts';

const RULE = 'shipbell-dev-sfn-status';

/** Tests what `scripts/doctor` finds in a stage, and in one in which nothing is well. */
export function describeDoctor(stage: () => Stage, probe: () => Probe): void {
  const { leave, drain } = createRedriveProbe(stage, probe);
  const doctor = (args: readonly string[] = [], shell: Record<string, string> = {}): Promise<Ended> => {
    const { cloud, directory } = stage();
    const TF_DATA_DIR = join(directory, 'terraform/infra/.terraform');
    return runScript('doctor', [ENVIRONMENT, ...args], { ...cloud.environment, TF_DATA_DIR, ...shell });
  };
  const store = (Name: string, Value: string) =>
    stage().cloud.clients.ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
  const storeBoth = async (of: (destination: string) => string) => {
    await store('/dev/SLACK_URL', of('default'));
    await store('/dev/SLACK_URL/data', of('data'));
  };

  describe('scripts/doctor', () => {
    beforeAll(drain);

    it('finds nothing wrong in what Terraform made, and says what cannot be known on the local cloud', async () => {
      const { status, output } = await doctor();
      expect(output.split('\n')).toEqual([
        expect.stringMatching(/^✓ credentials and region: account \d{12} in ap-northeast-2, as arn:aws:/),
        '✓ workspace: dev',
        '✓ functions: shipbell-dev-codepipeline-handler runs what is built here',
        '✓ functions: shipbell-dev-sfn-history-handler runs what is built here',
        '✓ functions: shipbell-dev-slack-sender runs what is built here',
        `✓ rules: on: ${RULE}, shipbell-dev-codedeploy-deployments, shipbell-dev-codepipeline-executions, shipbell-dev-codepipeline-actions, shipbell-dev-codepipeline-approvals`,
        '✓ subscription: shipbell-dev-codepipeline-handler is subscribed to shipbell-dev-deployments',
        '✓ event source mapping: enabled',
        expect.stringMatching(/^\? webhooks: \/dev\/SLACK_URL holds a URL of another host than Slack’s/),
        expect.stringMatching(/^\? webhooks: \/dev\/SLACK_URL\/data holds a URL of another host/),
        '✓ queues: empty',
        expect.stringMatching(/^✓ alarms: \d+, which act on arn:aws:sns:\S+:shipbell-dev-alarms$/),
        expect.stringMatching(/^\? concurrency: not known here/),
        '',
        'Nothing is wrong.',
        '',
      ]);
      expect(status).toBe(0);
    });

    it('takes the region of AWS_DEFAULT_REGION', async () => {
      const { AWS_REGION: _, ...shell } = stage().cloud.environment;
      const { output } = await runScript('doctor', [ENVIRONMENT], shell);
      expect(output).toMatch(/^✓ credentials and region: account \d{12} in ap-northeast-2/);
    });

    it('sends an event to Slack through the whole path, and shows no webhook', async () => {
      const { status, output } = await doctor(['--send']);
      expect(output).toMatch(/^✓ a test event: Slack took it, \d+ s after it was sent as [\w-]+$/m);
      expect(status).toBe(0);
      expect(probe().delivered('Test of Shipbell')).toHaveLength(1);
      expect(output).not.toContain(new URL(stage().slack.webhookUrl('default')).pathname);
    });

    it('says why Slack did not take the event, and what to type', async () => {
      stage().slack.answerWith('default', CHANNEL_IS_ARCHIVED);
      const { status, output } = await doctor(['--send']);
      stage().slack.answerWith('default', undefined);
      expect(output).toMatch(
        /^✗ a test event: The sender gave it up: destination_refused \(.*\)\.\n {4}\.\/scripts\/redrive dev$/m,
      );
      expect(status).toBe(1);
      await drain();
    });

    it('says what to do where the shell has no region, no credentials, and no name', async () => {
      const { AWS_ENDPOINT_URL = '' } = stage().cloud.environment;
      const NOWHERE = { HOME: stage().directory, AWS_EC2_METADATA_DISABLED: 'true', AWS_ENDPOINT_URL };
      expect(await runScript('doctor', ['dev'], NOWHERE)).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^✗ credentials and region: No AWS region: set AWS_REGION/),
      });
      expect(await runScript('doctor', ['dev'], { ...NOWHERE, AWS_REGION: 'eu-west-1' })).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^✗ credentials and region: No AWS credentials: .*\n {4}aws configure list$/m),
      });
      expect(await runScript('doctor', ['--send'], NOWHERE)).toMatchObject({
        status: 1,
        output: expect.stringMatching(/^Usage: scripts\/doctor ENV/),
      });
    });

    describe('where nothing is well', () => {
      beforeAll(async () => {
        const { lambda, events, sns } = stage().cloud.clients;
        const ZipFile = await readFile(zip('slack-sender'));
        await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'shipbell-dev-sfn-history-handler', ZipFile }));
        await events.send(new DisableRuleCommand({ Name: RULE }));
        const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
        for (const { SubscriptionArn } of Subscriptions) await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
        await setMapping(stage(), false);
        await storeBoth((destination) => (destination === 'data' ? 'https://hooks.slack.com/triggers/T0/1/x' : 'none'));
        await leave('failed_execution_events', {
          requestPayload: {},
          requestContext: { condition: 'RetriesExhausted' },
        });
      });

      afterAll(async () => {
        const { lambda, events } = stage().cloud.clients;
        const ZipFile = await readFile(zip('sfn-history-handler'));
        await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'shipbell-dev-sfn-history-handler', ZipFile }));
        await events.send(new EnableRuleCommand({ Name: RULE }));
        await setMapping(stage(), true);
        await storeBoth(stage().slack.webhookUrl);
        await drain();
        await stage().terraform.apply();
      });

      it('says of each thing what is wrong and what to type', async () => {
        const { status, output } = await doctor([], { TF_WORKSPACE: 'prod' });
        const failures = output.matchAll(/^✗ (.*)\n {4}(.*)$/gm);
        expect([...failures].map(([, what, type]) => [what, type])).toEqual([
          [expect.stringMatching(/^workspace: .* is prod, /), 'export TF_WORKSPACE=dev'],
          [
            expect.stringMatching(/^functions: shipbell-dev-sfn-history-handler runs another version than packages\//),
            './scripts/build && terraform -chdir=infra apply -var-file=environments/dev.tfvars',
          ],
          [expect.stringMatching(/^rules: The rule \S+ is off/), `aws events enable-rule --name ${RULE}`],
          [
            expect.stringMatching(/^subscription: shipbell-dev-codepipeline-handler is not subscribed/),
            'terraform -chdir=infra apply -var-file=environments/dev.tfvars',
          ],
          [
            expect.stringMatching(/^event source mapping: .* is disabled/),
            expect.stringMatching(/^aws lambda update-event-source-mapping --uuid [\w-]+ --enabled$/),
          ],
          ['webhooks: /dev/SLACK_URL holds no webhook yet.', './scripts/set-webhook dev'],
          [
            expect.stringMatching(/^webhooks: \/dev\/SLACK_URL\/data holds a workflow’s trigger/),
            './scripts/set-webhook dev data',
          ],
          ['queues: 1 message waits in shipbell-dev-sfn-history-handler-on-failure.', './scripts/redrive dev'],
          [
            expect.stringMatching(/^alarms: Nobody is subscribed to arn:aws:sns:\S+:shipbell-dev-alarms/),
            expect.stringMatching(/^aws sns subscribe --topic-arn arn:\S+ --protocol email /),
          ],
        ]);
        expect(output).toMatch(
          /\nNot well: workspace, functions, rules, subscription, event source mapping, webhooks, queues, alarms\.\n$/,
        );
        expect(status).toBe(1);
      });
    });
  });
}

function zip(name: string): URL {
  return new URL(`../../../../${name}/dist/${name}.zip`, import.meta.url);
}

/** Turns the mapping of the queue to the sender on or off, as Lambda shows it: the emulator goes on delivering. */
async function setMapping({ cloud }: Stage, Enabled: boolean): Promise<void> {
  const { lambda } = cloud.clients;
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({}));
  for (const { UUID } of EventSourceMappings) await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
}
