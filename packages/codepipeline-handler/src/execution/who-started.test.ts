import { describe, expect, it } from 'vitest';
import { whoStarted } from './who-started.ts';

function startedBy(triggerDetail: string | undefined, triggerType = 'StartPipelineExecution') {
  return whoStarted({ triggerType, triggerDetail });
}

describe('whoStarted', () => {
  it.each([
    ['arn:aws:iam::111122223333:user/minji', 'minji'],
    ['arn:aws:iam::111122223333:user/team/web/minji', 'minji'],
    ['arn:aws:sts::111122223333:federated-user/minji', 'minji'],
    ['arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Developer_0a1b/minji@acme.com', 'minji@acme.com'],
    ['arn:aws-cn:iam::111122223333:root', 'the root user'],
  ])('returns the person of %s', (arn, name) => {
    expect(startedBy(arn)).toBe(name);
  });

  it.each([
    ['arn:aws:sts::111122223333:assumed-role/ci/GitHubActions', 'GitHubActions (role ci)'],
    ['arn:aws:sts::111122223333:assumed-role/Admin/minji', 'minji (role Admin)'],
    ['arn:aws:sts::111122223333:assumed-role/nightly-release/nightly-release', 'nightly-release'],
  ])('returns the session and its role of %s, which need not be a person', (arn, name) => {
    expect(startedBy(arn)).toBe(name);
  });

  it.each([
    ['Webhook', 'arn:aws:codepipeline:eu-west-1:111122223333:webhook:shop'],
    ['CloudWatchEvent', 'arn:aws:events:eu-west-1:111122223333:rule/every-night'],
    ['CreatePipeline', 'arn:aws:iam::111122223333:user/minji'],
    ['ManualRollback', 'arn:aws:iam::111122223333:user/minji'],
    ['AutomatedRollback', '{"FailedPipelineExecutionId":"e-1"}'],
  ])('returns nobody for %s', (type, detail) => {
    expect(startedBy(detail, type)).toBeUndefined();
  });

  it.each([[undefined], [''], ['minji'], ['arn:aws:sts::111122223333:assumed-role'], ['arn:aws:iam::1:user/']])(
    'returns nobody for the detail %s',
    (detail) => {
      expect(startedBy(detail)).toBeUndefined();
    },
  );
});
