import { describe, expect, it } from 'vitest';
import type { DeploymentReport } from '../../reports/deployment-report.ts';
import { messageText } from '../../testing/message-text.ts';
import { refusal } from '../../testing/refusal.ts';
import { sampleDeployment as report } from '../../testing/sample-reports.ts';
import { deploymentMessage } from './deployment-message.ts';

const failed: DeploymentReport = { ...report, status: 'failed' };
function linesOf(any: DeploymentReport): string[] {
  return messageText(deploymentMessage(any)).split('\n');
}

describe('deploymentMessage of a failed deployment', () => {
  it('names the error in the headline and explains it below', () => {
    const error = { code: 'HEALTH_CONSTRAINTS', message: 'Too many individual instances failed deployment.' };
    const message = deploymentMessage({ ...failed, error });
    expect(message.text).toMatch(/^❌ \*backend\* deployment failed on \*dev\*: .*, 40 s, HEALTH_CONSTRAINTS$/);
    expect(messageText(message).split('\n')[1]).toBe('Too many individual instances failed deployment.');
  });

  it('begins with the lifecycle event that failed first and the output of its script', () => {
    const message = deploymentMessage({
      ...failed,
      error: { code: 'HEALTH_CONSTRAINTS', message: 'Too many individual instances failed deployment.' },
      failure: {
        kind: 'known',
        targetId: 'i-1',
        lifecycleEvent: 'ValidateService',
        outcome: 'failed',
        errorCode: 'ScriptFailed',
        scriptName: 'scripts/validate.sh',
        message: 'Script at specified location: scripts/validate.sh failed with exit code 1',
        logTail:
          'LifecycleEvent - ValidateService\nScript - scripts/validate.sh\n[stdout]attempt 3: 503\n[stderr]DB_PASSWORD=hunter2',
        otherTargets: 0,
        hasMoreTargets: false,
      },
    });
    expect(message.text).toBe(
      '❌ *backend* deployment failed on *dev* at *ValidateService* (ScriptFailed): [BE] Add the review reminder (`a1b2c3d`), 40 s',
    );
    expect(messageText(message).split('\n').slice(1, 8)).toEqual([
      '*ValidateService* failed on `i-1`: Script at specified location: scripts/validate.sh failed with exit code 1',
      'Open site · Commit · What changed · Deployment · Pipeline',
      '```',
      'attempt 3: 503',
      'DB_PASSWORD=••••••',
      '```',
      'Too many individual instances failed deployment.',
    ]);
  });

  it.each([
    [0, false, '*Install* failed on `i-1`: script `install.sh`'],
    [1, false, '*Install* failed on `i-1` (1 more instance failed): script `install.sh`'],
    [299, true, '*Install* failed on `i-1` (at least 299 more instances failed): script `install.sh`'],
  ])(
    'counts %d other failed targets, more: %s, without saying where they failed',
    (otherTargets, hasMoreTargets, sentence) => {
      const unsaid = { errorCode: undefined, message: undefined, logTail: undefined };
      const target = {
        kind: 'known',
        targetId: 'i-1',
        lifecycleEvent: 'Install',
        outcome: 'failed',
        scriptName: 'install.sh',
      } as const;
      expect(linesOf({ ...failed, failure: { ...target, ...unsaid, otherTargets, hasMoreTargets } })).toContain(
        sentence,
      );
    },
  );

  it('names the commit that it was to replace and the deployment that rolls it back', () => {
    const lines = linesOf({
      ...failed,
      rollback: {
        message: undefined,
        triggeringDeploymentId: undefined,
        rollbackDeploymentId: 'd-BACK',
        from: undefined,
      },
    });
    expect(lines.find((line) => line.startsWith('Was to replace `9f8e7d6` [BE] Fix the mailer'))).toBeDefined();
    expect(lines).toContain(
      '↩️ Deployment <https://ap-northeast-2.console.aws.amazon.com/codesuite/codedeploy/deployments/d-BACK?region=ap-northeast-2|d-BACK> rolls it back.',
    );
  });

  it("shows CodeDeploy's error before it says that the failed event is unknown", () => {
    const failure = { kind: 'unknown', reason: 'denied' } as const;
    const error = { code: 'IAM_ROLE_MISSING', message: 'The role is missing.' };
    const stopped = { ...failed, status: 'stopped', failure, error } as const;
    expect(linesOf(stopped).slice(0, 3)).toEqual([
      expect.stringMatching(/^⏹️ .*, IAM_ROLE_MISSING$/),
      'The role is missing.',
      '❔ Where it failed is unknown: denied',
    ]);
  });

  it('does not repeat of the error that a validation function failed, and calls it a function', () => {
    const said = 'The deployment failed because one or more of the lifecycle event validation functions failed.';
    const message =
      'One or more of the lifecycle event validation functions failed. Additional details: the hook said no';
    const failure = {
      kind: 'known',
      targetId: 'live:resize',
      lifecycleEvent: 'BeforeAllowTraffic',
      outcome: 'failed',
      errorCode: undefined,
      scriptName: 'check-resize',
      message: said,
      logTail: undefined,
      otherTargets: 0,
      hasMoreTargets: false,
    } as const;
    const error = { code: 'HOOK_EXECUTION_FAILURE', message };
    const lines = linesOf({ ...failed, platform: 'Lambda', failure, error });
    expect(lines).toContain(
      `*BeforeAllowTraffic* failed on \`live:resize\`: validation function \`check-resize\`: ${said}`,
    );
    expect(lines).toContain('the hook said no');
    const unsaid = { ...error, message: message.replace('the hook said no', '') };
    expect(linesOf({ ...failed, failure: undefined, error: unsaid })).toContain(
      'One or more of the lifecycle event validation functions failed.',
    );
  });

  it('shows the end of a log, with an ellipsis for the lines before it', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `[stdout]line ${index}`);
    const target = {
      kind: 'known',
      targetId: 'i-1',
      lifecycleEvent: 'Install',
      outcome: 'failed',
      scriptName: 'install.sh',
    } as const;
    const unsaid = { errorCode: undefined, message: undefined, otherTargets: 0, hasMoreTargets: false };
    const shown = (count: number) =>
      linesOf({ ...failed, failure: { ...target, ...unsaid, logTail: lines.slice(0, count).join('\n') } });
    expect(shown(20)).toEqual(expect.arrayContaining(['…', 'line 5', 'line 19']));
    expect(shown(20)).not.toContain('line 4');
    expect(shown(15)).not.toContain('…');
  });

  it('leaves out an error without code and message', () => {
    const message = deploymentMessage({ ...failed, error: { code: ' ', message: '\n' } });
    expect(refusal(message)).toBeUndefined();
    expect(message.text).toMatch(/, 40 s$/);
  });
});
