import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../demo/scenes.ts';
import { describeAdmission } from './describe-admission.ts';
import { describeDelivery } from './describe-delivery.ts';
import { describeDeployments } from './describe-deployments.ts';
import { describeDoctor } from './describe-doctor.ts';
import { describeExecutions } from './describe-executions.ts';
import { describePermissions } from './describe-permissions.ts';
import { describePreview } from './describe-preview.ts';
import { describeRedrive } from './describe-redrive.ts';
import { describeRedriveCommand } from './describe-redrive-command.ts';
import { describeSetWebhook } from './describe-set-webhook.ts';
import { useStage } from './probe.ts';

// One stage for all tests, which build on what the ones before left there.
const { stage, probe } = useStage();

describeDeployments(stage, probe);
describeExecutions(stage, probe);
describePreview(stage, probe);
describeDelivery(stage, probe);
describeRedrive(stage, probe);
describeRedriveCommand(stage, probe);
describeSetWebhook(stage, probe);
describeDoctor(stage, probe);
describePermissions(stage);
describeAdmission(stage);

describe('a stage at the end of all tests', () => {
  it('is as Terraform wants it: a second plan changes nothing', async () => {
    expect(await stage().terraform.planShowsChanges()).toBe(false);
  });

  it('holds no webhook in its state, its logs and its dead-letter queues', async () => {
    const { directory, slack, deadLetterQueueUrls } = stage();
    const secrets = Object.keys(CHANNELS).map((destination) => new URL(slack.webhookUrl(destination)).pathname);
    const files = (await readdir(directory, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && /\.(log|tfstate|backup)$|^terraform/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((file) => !file.includes('/providers/'));
    const kept = await Promise.all(Object.keys(deadLetterQueueUrls).map(probe().takeDeadLettered));
    const texts = [...(await Promise.all(files.map((file) => readFile(file, 'utf8')))), JSON.stringify(kept)];
    expect(files.map((file) => file.replace(/.*\//, ''))).toEqual(
      expect.arrayContaining(['terraform.tfstate', 'terraform.log', 'shipbell-dev-slack-sender.log']),
    );
    expect(texts.join('\n')).toContain('/dev/SLACK_URL');
    for (const secret of [...secrets, '/services/T']) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    }
  });
});
