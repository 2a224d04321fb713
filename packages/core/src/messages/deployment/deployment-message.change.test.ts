import { describe, expect, it } from 'vitest';
import type { DeploymentReport } from '../../reports/deployment-report.ts';
import type { DeployedSource } from '../../reports/revision.ts';
import { linksOf, messageText } from '../../testing/message-text.ts';
import {
  sampleDeployment as report,
  samplePrevious,
  sampleRevision,
  sampleSource,
} from '../../testing/sample-reports.ts';
import { deploymentMessage } from './deployment-message.ts';

function withSource(source: DeployedSource): DeploymentReport {
  return { ...report, source };
}
const failed: DeploymentReport = { ...report, status: 'failed' };
function linesOf(any: DeploymentReport): string[] {
  return messageText(deploymentMessage(any)).split('\n');
}
function addressesOf(any: DeploymentReport) {
  return linksOf(deploymentMessage(any));
}

describe('deploymentMessage with a change', () => {
  it('never shows an older commit as a plain success', () => {
    const change = { kind: 'back', previous: samplePrevious, compareUrl: undefined } as const;
    const message = deploymentMessage({ ...report, change });
    expect(message.text).toMatch(/^⚠️ \*backend\* is live on \*dev\* with an older commit: \[BE\] Add the review/);
    expect(message.attachments?.[0]?.color).toBe('#ecb22e');
    expect(messageText(message).split('\n')[1]).toMatch(
      /^⚠️ \*Older commit\*: it replaced the newer `9f8e7d6` \[BE\] Fix the mailer, live since /,
    );
  });

  it('distinguishes the same commit, the first deployment and an unknown change from a new commit', () => {
    const same = deploymentMessage({ ...report, change: { kind: 'same', previous: samplePrevious } });
    expect(same.text).toMatch(/^✅ \*backend\* was redeployed on \*dev\*: /);
    expect(messageText(same)).toContain('🔁 The same commit as before, live since');
    expect(linesOf({ ...report, change: { kind: 'first' } })).toContain(
      '🆕 First successful deployment here on record',
    );
    expect(linesOf({ ...failed, change: { kind: 'first' } })).toContain('No successful deployment here on record');
    expect(linesOf({ ...report, change: { kind: 'unknown', reason: 'denied' } })).toContain(
      '❔ What it changed is unknown: denied',
    );
  });

  it('calls an image or an S3 object a revision, not a commit', () => {
    const id = `sha256:${'0123456789abcdef'.repeat(4)}`;
    const revision = { ...sampleRevision, id, title: undefined, commitUrl: 'https://s3.console.aws.amazon.com/' };
    const image = withSource({ ...sampleSource, revisions: [revision] });
    const previous = { id, title: undefined, deployedAt: undefined };
    const messages = [
      deploymentMessage({ ...image, change: { kind: 'same', previous } }),
      deploymentMessage({ ...image, change: { kind: 'back', previous, compareUrl: undefined } }),
    ];
    expect(messages.map(({ text }) => text)).toEqual([
      '✅ *backend* was redeployed on *dev*: `sha256:0123456789ab…`, 40 s',
      '⚠️ *backend* is live on *dev* with an older revision: `sha256:0123456789ab…`, 40 s',
    ]);
    expect(messages.map((message) => messageText(message).split('\n')[1])).toEqual([
      'Open site · Revision · Deployment · Pipeline',
      '⚠️ *Older revision*: it replaced the newer `sha256:0123456789ab…`.',
    ]);
    expect(messages.map(messageText).join()).toContain('🔁 The same revision as before');
    expect(addressesOf(image)).toMatchObject({ Revision: 'https://s3.console.aws.amazon.com/' });
  });

  it('gives the same reason for an unknown commit and an unknown change only once', () => {
    const source = { kind: 'unknown', reason: 'denied', pipeline: undefined, pipelineRegion: undefined } as const;
    const lines = linesOf({ ...withSource(source), change: { kind: 'unknown', reason: 'denied' } });
    expect(lines.filter((line) => line.includes('denied'))).toEqual(['❔ Commit unknown: denied']);
  });
});

describe('deploymentMessage of a rollback', () => {
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

  it('never shows a plain success, and names both commits and the deployment that failed', () => {
    const message = deploymentMessage(rolledBack);
    expect(message.text).toBe('↩️ *backend* was rolled back on *dev* to [BE] Add the review reminder (`a1b2c3d`), 40 s');
    expect(message.attachments?.[0]?.color).toBe('#ecb22e');
    expect(messageText(message).split('\n')[1]).toBe(
      `Rolled back \`badbadb\` [BE] Rework the mailer, because deployment ${bad} did not succeed.`,
    );
    expect(messageText(message).match(/badbadb/g)).toHaveLength(1);
    expect(addressesOf(rolledBack)['What changed']).toBe('https://example.com/c');
  });

  it.each([
    ['No revision to go back to', rolledBack.source, true],
    ['Deployment d-BAD failed: rolling back to d-GOOD', rolledBack.source, false],
    [
      'Deployment d-BAD failed: rolling back to d-GOOD',
      { kind: 'unknown', reason: 'denied', pipeline: undefined, pipelineRegion: undefined },
      true,
    ],
  ] as const)("keeps CodeDeploy's own sentence if it says more: %s", (word, source, isKept) => {
    const lines = linesOf({ ...rolledBack, rollback: { ...rollback, message: word }, source });
    expect(lines.includes(`↩️ ${word}`)).toBe(isKept);
  });

  it.each([
    ['failed', /^❌ \*backend\* rollback failed on \*dev\*: \[BE\]/, 'Was to roll back'],
    ['in_progress', /^↩️ \*backend\* is being rolled back on \*dev\* to \[BE\]/, 'Rolls back'],
  ] as const)('names the commit that a rollback with the status %s rolls back', (status, headline, sentence) => {
    const message = deploymentMessage({ ...rolledBack, status });
    expect(message.text).toMatch(headline);
    expect(messageText(message)).toContain(`${sentence} \`badbadb\``);
  });

  it('says that the commits are unknown, and why', () => {
    const message = deploymentMessage({
      ...rolledBack,
      rollback: { ...rollback, from: undefined },
      source: { kind: 'unknown', reason: 'no equal revision', pipeline: undefined, pipelineRegion: undefined },
      change: { kind: 'unknown', reason: 'd-BAD is no longer there' },
    });
    expect(message.text).toBe('↩️ *backend* was rolled back on *dev*: commit unknown, 40 s');
    expect(messageText(message).split('\n')[1]).toBe(
      `Rolled back an unknown commit, because deployment ${bad} did not succeed.`,
    );
    expect(messageText(message)).toContain('❔ What it changed is unknown: d-BAD is no longer there');
  });

  it('says that the failed deployment had brought the same commit', () => {
    const message = deploymentMessage({ ...rolledBack, rollback: { ...rollback, from: sampleRevision } });
    expect(messageText(message)).toContain('The same commit once more, because deployment');
  });
});
