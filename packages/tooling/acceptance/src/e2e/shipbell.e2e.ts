import { describe, expect, it } from 'vitest';
import { describeAdmission } from './describe-admission.ts';
import { describeCanary } from './describe-canary.ts';
import { describeDelivery } from './describe-delivery.ts';
import { describeDeployments } from './describe-deployments.ts';
import { describeDoctor } from './describe-doctor.ts';
import { describeEitherEvent } from './describe-either-event.ts';
import { describeExecutions } from './describe-executions.ts';
import { describePermissions } from './describe-permissions.ts';
import { describePreview } from './describe-preview.ts';
import { describeRedrive } from './describe-redrive.ts';
import { describeRedriveCommand } from './describe-redrive-command.ts';
import { describeSetWebhook } from './describe-set-webhook.ts';
import { describeSettings } from './describe-settings.ts';
import { useStage } from './probe.ts';

// One stage for all tests, which build on what the ones before left there.
const { stage, probe } = useStage();

describeDeployments(stage, probe);
describeEitherEvent(stage, probe);
describeExecutions(stage, probe);
describePreview(stage, probe);
describeSettings(stage, probe);
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
});

describeCanary(stage, probe);
