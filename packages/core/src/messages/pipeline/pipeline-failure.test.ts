import { describe, expect, it } from 'vitest';
import type { PipelineFailure, PipelineReport } from '../../reports/pipeline-report.ts';
import { linksOf, messageText } from '../../testing/message-text.ts';
import { samplePipeline as report, sampleTarget } from '../../testing/sample-reports.ts';
import { pipelineMessage } from './pipeline-message.ts';

function linesOf(any: PipelineReport): string[] {
  return messageText(pipelineMessage(any)).split('\n');
}

describe('pipelineMessage of a failed execution', () => {
  const failure: PipelineFailure = {
    kind: 'known',
    stage: 'Build',
    action: 'unit-tests',
    provider: 'CodeBuild',
    subject: 'shop-tests',
    errorCode: 'JobFailed',
    message: 'Build terminated with state: FAILED. Phase: BUILD, Reason: curl -u ci:hunter2 https://example.com',
    logUrl: 'https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logEvent:group=a;stream=b',
    otherActions: ['Lint', 'Types <!here>'],
  };
  const failed: PipelineReport = {
    ...report,
    status: 'failed',
    targets: { kind: 'known', targets: [] },
    change: undefined,
    failure,
  };

  it('says where it failed in the headline and why below, with a link to the log', () => {
    const message = pipelineMessage(failed);
    expect(message.text).toBe(
      '❌ *shop* pipeline failed on *prod* at *Build / unit-tests* (curl -u •••••• https://example.com): [BE] Add the review reminder (`a1b2c3d`), 4m 12s',
    );
    expect(messageText(message).split('\n').slice(1, 3)).toEqual([
      '*CodeBuild shop-tests*: Build terminated with state: FAILED. Phase: BUILD, Reason: curl -u •••••• https://example.com',
      'Also failed: Lint · Types &lt;!here&gt;',
    ]);
    expect(linksOf(message)['Build log']).toBe(failure.logUrl);
  });

  it('says that nothing was deployed only if that is known', () => {
    const nothing = 'Nothing was deployed';
    const notReached = { ...sampleTarget, outcome: 'not reached' } as const;
    expect(linesOf({ ...failed, targets: { kind: 'known', targets: [notReached] } })).toContain(
      `${nothing} to ECS shop-cluster / shop`,
    );
    // Without a deploy action nobody knows whether a build deploys.
    for (const targets of [failed.targets, report.targets, { kind: 'unknown', reason: 'denied' } as const]) {
      expect(messageText(pipelineMessage({ ...failed, targets }))).not.toContain(nothing);
    }
  });

  it.each([
    [{ action: 'Build', provider: undefined }, 'at *Build* ('],
    [{ action: undefined, provider: undefined }, 'at *Build* ('],
  ])('names stage and action, or one name where they are the same, for %j', (part, words) => {
    expect(pipelineMessage({ ...failed, failure: { ...failure, ...part } }).text).toContain(words);
  });

  it('gives a short reason in the headline alone', () => {
    const approval = { ...failure, provider: 'Manual', message: 'rejected by alice: token=hunter2.' };
    const message = pipelineMessage({ ...failed, failure: approval });
    expect(message.text).toContain(' at *Build / unit-tests* (rejected by alice: token=••••••): [BE]');
    expect(messageText(message).match(/alice/g)).toHaveLength(1);
  });

  it('names the error code in the headline if it is specific and nothing says why', () => {
    const { text } = pipelineMessage({
      ...failed,
      failure: { ...failure, message: undefined, errorCode: 'PermissionError' },
    });
    expect(text).toContain(' at *Build / unit-tests* (PermissionError): ');
  });

  it('says that no reason was given, or that it is unknown where the execution failed', () => {
    expect(linesOf({ ...failed, failure: { ...failure, message: undefined } })).toContain('No reason was given');
    expect(linesOf({ ...failed, failure: { kind: 'unknown', reason: 'denied' } })).toContain(
      '❔ Where it failed is unknown: denied',
    );
  });
});
