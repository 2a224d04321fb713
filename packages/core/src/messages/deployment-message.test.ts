import { describe, expect, it } from 'vitest';
import type { DeploymentReport } from '../reports/deployment-report.ts';
import type { DeployedSource } from '../reports/source.ts';
import { linkedButtons } from '../testing/linked-buttons.ts';
import { messageText } from '../testing/message-text.ts';
import { refusal } from '../testing/refusal.ts';
import { sampleDeployment as report } from '../testing/sample-deployment.ts';
import { samplePrevious, sampleRevision, sampleSource } from '../testing/sample-source.ts';
import { deploymentMessage } from './deployment-message.ts';

const withSource = (source: DeployedSource): DeploymentReport => ({ ...report, source });
const failed: DeploymentReport = { ...report, status: 'failed' };
const linesOf = (any: DeploymentReport): string[] => messageText(deploymentMessage(any)).split('\n');
const buttonsOf = (any: DeploymentReport) => linkedButtons(deploymentMessage(any));

describe('deploymentMessage', () => {
  it('says in its headline what went live where, which commit and how long it took', () => {
    expect(deploymentMessage(report).text).toBe(
      '✅ *backend* is live on *dev*: [BE] Add the review reminder (`a1b2c3d`), 40 s',
    );
  });

  it('says who wrote the commit, where it came from, what it replaced and which execution brought it', () => {
    const lines = linesOf(report);
    expect(lines).toContain('Youngsu Lee · branch <https://github.com/example/backend/tree/develop|develop>');
    expect(lines).toContain(
      'Replaced `9f8e7d6` [BE] Fix the mailer, live since <!date^1730250123^{date_short_pretty} {time}|2024-10-30 01:02:03 UTC>',
    );
    expect(lines.at(-6)).toContain(
      '1 of 1 instances · backend-deploy / backend-group · d-JHPM9HBC8 · execution 1a2b3c4d',
    );
  });

  it('leads to the commit, what changed, the deployment and the very execution of the pipeline', () => {
    expect(buttonsOf(report)).toEqual({
      'Open site': 'https://dev.example.com/',
      Commit: 'https://github.com/example/backend/commit/a1b2c3d4',
      'What changed': 'https://github.com/example/backend/compare/9f8e7d6...a1b2c3d',
      Deployment:
        'https://ap-northeast-2.console.aws.amazon.com/codesuite/codedeploy/deployments/d-JHPM9HBC8?region=ap-northeast-2',
      Pipeline:
        'https://ap-northeast-2.console.aws.amazon.com/codesuite/codepipeline/pipelines/backend-pipeline/executions/1a2b3c4d-0000-4000-8000-000000000001/visualization?region=ap-northeast-2',
    });
  });

  it('leads to the pipeline where its execution is not known', () => {
    expect(buttonsOf(withSource({ ...sampleSource, executionId: undefined })).Pipeline).toMatch(
      /\/pipelines\/backend-pipeline\/view\?region=/,
    );
  });

  it('says that the commit is unknown, and why', () => {
    const message = deploymentMessage(
      withSource({ kind: 'unknown', reason: 'pipeline p does not exist', pipeline: 'p' }),
    );
    expect(message.text).toBe('✅ *backend* is live on *dev*: commit unknown, 40 s');
    expect(messageText(message)).toContain('❔ Commit unknown: pipeline p does not exist');
  });

  it('says maybe where the commit is only the latest one', () => {
    const message = deploymentMessage(
      withSource({ ...sampleSource, certainty: 'latest', doubt: 'the history was denied' }),
    );
    expect(message.text).toContain('maybe [BE] Add the review reminder');
    expect(messageText(message)).toContain('maybe not what was deployed: the history was denied');
  });

  it.each([
    [{ kind: 'pull request', name: '612' }, 'pull request #612'],
    [{ kind: 'tag', name: 'v1.2.0' }, 'tag v1.2.0'],
    [{ kind: 'branch', name: ' ' }, undefined],
    [undefined, undefined],
  ] as const)('names %j as the place where the commit came from', (ref, words) => {
    const revision = { ...sampleRevision, author: undefined, ref, entityUrl: undefined };
    const lines = linesOf({ ...withSource({ ...sampleSource, revisions: [revision] }), change: undefined });
    expect(lines.filter((line) => /^(branch|tag|pull request|source)/.test(line))).toEqual(words ? [words] : []);
  });

  it('names the revisions of three other sources and counts the rest', () => {
    const others = Array.from({ length: 5 }, (_, index) => ({ ...sampleRevision, action: `Config${index}` }));
    const lines = linesOf(withSource({ ...sampleSource, revisions: [sampleRevision, ...others] }));
    expect(lines).toContain('Also Config2: `a1b2c3d` [BE] Add the review reminder');
    expect(lines).toContain('and 2 more sources');
  });

  it('shows the status that it does not know as AWS spelled it', () => {
    const message = deploymentMessage({ ...report, status: 'unknown', statusText: 'PAUSED' });
    expect(message.text).toMatch(/^ℹ️ \*backend\* deployment on \*dev\*: status PAUSED/);
  });
});

describe('the message of a failed deployment', () => {
  it('names the error in the headline and explains it below', () => {
    const error = { code: 'HEALTH_CONSTRAINTS', message: 'Too many individual instances failed deployment.' };
    const message = deploymentMessage({ ...failed, error });
    expect(message.text).toMatch(/^❌ \*backend\* deployment failed on \*dev\*: .*, 40 s, HEALTH_CONSTRAINTS$/);
    expect(messageText(message).split('\n')[1]).toBe('Too many individual instances failed deployment.');
  });

  it('begins with the place that failed first and what its script says', () => {
    const message = deploymentMessage({
      ...failed,
      error: { code: 'HEALTH_CONSTRAINTS', message: 'Too many individual instances failed deployment.' },
      failure: {
        kind: 'known',
        targetId: 'i-1',
        lifecycleEvent: 'ValidateService',
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
      '❌ *backend* deployment failed on *dev* at *ValidateService* (ScriptFailed): [BE] Add the review reminder (`a1b2c3d`), 40 s, HEALTH_CONSTRAINTS',
    );
    expect(messageText(message).split('\n').slice(1, 7)).toEqual([
      '*ValidateService* failed on `i-1`: Script at specified location: scripts/validate.sh failed with exit code 1',
      '```',
      '[stdout]attempt 3: 503',
      '[stderr]DB_PASSWORD=••••••',
      '```',
      'Too many individual instances failed deployment.',
    ]);
  });

  it.each([
    [0, false, '*Install* failed on `i-1`: script `install.sh`'],
    [1, false, '*Install* failed on `i-1` (1 more target failed): script `install.sh`'],
    [299, true, '*Install* failed on `i-1` (at least 299 more targets failed): script `install.sh`'],
  ])(
    'counts %d other failed targets, more: %s, without saying where they failed',
    (otherTargets, hasMoreTargets, sentence) => {
      const unsaid = { errorCode: undefined, message: undefined, logTail: undefined };
      const place = { kind: 'known', targetId: 'i-1', lifecycleEvent: 'Install', scriptName: 'install.sh' } as const;
      expect(linesOf({ ...failed, failure: { ...place, ...unsaid, otherTargets, hasMoreTargets } })).toContain(
        sentence,
      );
    },
  );

  it('says what it was to replace, and that it is rolled back by which deployment', () => {
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

  it('says what CodeDeploy says before what is not known', () => {
    const failure = { kind: 'unknown', reason: 'denied' } as const;
    const error = { code: 'IAM_ROLE_MISSING', message: 'The role is missing.' };
    const stopped = { ...failed, status: 'stopped', failure, error } as const;
    expect(linesOf(stopped).slice(1, 3)).toEqual([
      '*IAM_ROLE_MISSING*: The role is missing.',
      '❔ Where it failed is unknown: denied',
    ]);
  });

  it('leaves out an error that says nothing', () => {
    const message = deploymentMessage({ ...failed, error: { code: ' ', message: '\n' } });
    expect(refusal(message)).toBeUndefined();
    expect(message.text).toMatch(/, 40 s$/);
  });
});

describe('the message of a change', () => {
  it('never shows an older commit as a plain success', () => {
    const change = { kind: 'back', previous: samplePrevious, compareUrl: undefined } as const;
    const message = deploymentMessage({ ...report, change });
    expect(message.text).toMatch(/^⚠️ \*backend\* is live on \*dev\* with an older commit: \[BE\] Add the review/);
    expect(message.attachments?.[0]?.color).toBe('#ecb22e');
    expect(messageText(message).split('\n')[1]).toMatch(
      /^⚠️ \*Older commit\*: it replaced the newer `9f8e7d6` \[BE\] Fix the mailer, live since /,
    );
  });

  it('tells the same commit, the first deployment and an unknown change from a new commit', () => {
    const same = deploymentMessage({ ...report, change: { kind: 'same', previous: samplePrevious } });
    expect(same.text).toMatch(/^✅ \*backend\* was redeployed on \*dev\*: /);
    expect(messageText(same)).toContain('🔁 The same commit as before, live since');
    expect(linesOf({ ...report, change: { kind: 'first' } })).toContain(
      '🆕 First successful deployment here on record',
    );
    expect(linesOf({ ...failed, change: { kind: 'first' } })).toContain('🆕 No successful deployment here on record');
    expect(linesOf({ ...report, change: { kind: 'unknown', reason: 'denied' } })).toContain(
      '❔ What it changed is unknown: denied',
    );
  });

  it('gives one reason once', () => {
    const source = { kind: 'unknown', reason: 'denied', pipeline: undefined } as const;
    const lines = linesOf({ ...withSource(source), change: { kind: 'unknown', reason: 'denied' } });
    expect(lines.filter((line) => line.includes('denied'))).toEqual(['❔ Commit unknown: denied']);
  });
});

describe('the message of a rollback', () => {
  const rollback = {
    message: undefined,
    triggeringDeploymentId: 'd-BAD',
    rollbackDeploymentId: undefined,
    from: { id: 'badbadbadbadbadbadbadbadbadbadbadbadbadb', title: '[BE] Rework the mailer' },
  };
  const bad =
    '<https://ap-northeast-2.console.aws.amazon.com/codesuite/codedeploy/deployments/d-BAD?region=ap-northeast-2|d-BAD>';
  const rolledBack: DeploymentReport = {
    ...report,
    rollback,
    change: {
      kind: 'back',
      previous: { ...rollback.from, deployedAt: undefined },
      compareUrl: 'https://example.com/c',
    },
  };

  it('never shows a plain success, and says to which commit, from which and because of what', () => {
    const message = deploymentMessage(rolledBack);
    expect(message.text).toBe('↩️ *backend* was rolled back on *dev* to [BE] Add the review reminder (`a1b2c3d`), 40 s');
    expect(message.attachments?.[0]?.color).toBe('#ecb22e');
    expect(messageText(message).split('\n')[1]).toBe(
      `Took back \`badbadb\` [BE] Rework the mailer, because deployment ${bad} did not succeed.`,
    );
    expect(messageText(message).match(/badbadb/g)).toHaveLength(1);
    expect(buttonsOf(rolledBack)['What changed']).toBe('https://example.com/c');
  });

  it("keeps CodeDeploy's own word on it", () => {
    const message = deploymentMessage({
      ...rolledBack,
      rollback: { ...rollback, message: 'No revision to go back to' },
    });
    expect(messageText(message).split('\n')).toContain('↩️ No revision to go back to');
  });

  it.each([
    ['failed', /^❌ \*backend\* rollback failed on \*dev\*: \[BE\]/, 'Was to take back'],
    ['in_progress', /^↩️ \*backend\* is being rolled back on \*dev\* to \[BE\]/, 'Takes back'],
  ] as const)('says of one that has %s what it takes back', (status, headline, sentence) => {
    const message = deploymentMessage({ ...rolledBack, status });
    expect(message.text).toMatch(headline);
    expect(messageText(message)).toContain(`${sentence} \`badbadb\``);
  });

  it('says what is not known of it, and why', () => {
    const message = deploymentMessage({
      ...rolledBack,
      rollback: { ...rollback, from: undefined },
      source: { kind: 'unknown', reason: 'no equal revision', pipeline: undefined },
      change: { kind: 'unknown', reason: 'd-BAD is no longer there' },
    });
    expect(message.text).toBe('↩️ *backend* was rolled back on *dev*: commit unknown, 40 s');
    expect(messageText(message).split('\n')[1]).toBe(
      `Took back an unknown commit, because deployment ${bad} did not succeed.`,
    );
    expect(messageText(message)).toContain('❔ What it changed is unknown: d-BAD is no longer there');
  });

  it('says that the failed deployment had brought the same commit', () => {
    const message = deploymentMessage({ ...rolledBack, rollback: { ...rollback, from: sampleRevision } });
    expect(messageText(message)).toContain('The same commit once more, because deployment');
  });
});
