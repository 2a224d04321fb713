import { describe, expect, it } from 'vitest';
import type { DeploymentReport } from '../../reports/deployment-report.ts';
import type { DeployedSource } from '../../reports/revision.ts';
import { linksOf, messageText } from '../../testing/message-text.ts';
import { sampleDeployment as report, sampleRevision, sampleSource } from '../../testing/sample-reports.ts';
import { deploymentMessage } from './deployment-message.ts';

function withSource(source: DeployedSource): DeploymentReport {
  return { ...report, source };
}
function linesOf(any: DeploymentReport): string[] {
  return messageText(deploymentMessage(any)).split('\n');
}
function addressesOf(any: DeploymentReport) {
  return linksOf(deploymentMessage(any));
}

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
    expect(lines.at(-1)).toContain(
      '1 of 1 instances · backend-deploy / backend-group · d-JHPM9HBC8 · execution 1a2b3c4d',
    );
  });

  it('has links to the commit, what changed, the deployment and the execution of the pipeline', () => {
    expect(addressesOf(report)).toEqual({
      'Open site': 'https://dev.example.com/',
      Commit: 'https://github.com/example/backend/commit/a1b2c3d4',
      'What changed': 'https://github.com/example/backend/compare/9f8e7d6...a1b2c3d',
      Deployment:
        'https://ap-northeast-2.console.aws.amazon.com/codesuite/codedeploy/deployments/d-JHPM9HBC8?region=ap-northeast-2',
      Pipeline:
        'https://ap-northeast-2.console.aws.amazon.com/codesuite/codepipeline/pipelines/backend-pipeline/executions/1a2b3c4d-0000-4000-8000-000000000001/visualization?region=ap-northeast-2',
    });
  });

  it('has a link to the pipeline in its own region, where that is another', () => {
    expect(addressesOf(withSource({ ...sampleSource, pipelineRegion: 'eu-west-1' })).Pipeline).toMatch(
      /^https:\/\/eu-west-1\..*\?region=eu-west-1$/,
    );
  });

  it('has a link to the pipeline if the execution is unknown', () => {
    expect(addressesOf(withSource({ ...sampleSource, executionId: undefined })).Pipeline).toMatch(
      /\/pipelines\/backend-pipeline\/view\?region=/,
    );
  });

  it('says that the commit is unknown and why', () => {
    const message = deploymentMessage(
      withSource({ kind: 'unknown', reason: 'pipeline p does not exist', pipeline: 'p', pipelineRegion: undefined }),
    );
    expect(message.text).toBe('✅ *backend* is live on *dev*: commit unknown, 40 s');
    expect(messageText(message)).toContain('❔ Commit unknown: pipeline p does not exist');
  });

  it('says maybe if the commit is only the latest one', () => {
    const message = deploymentMessage(
      withSource({ ...sampleSource, certainty: 'latest', doubt: 'the history was denied' }),
    );
    expect(message.text).toContain('maybe [BE] Add the review reminder');
    const text = messageText(message);
    expect(text).toContain('maybe not what was deployed: the history was denied');
    expect(text.indexOf('maybe not what')).toBeLessThan(text.indexOf('> * refactor: split the mailer'));
  });

  it.each([
    [{ kind: 'pull request', name: '612' }, 'pull request #612'],
    [{ kind: 'tag', name: 'v1.2.0' }, 'tag v1.2.0'],
    [{ kind: 'branch', name: ' ' }, undefined],
    [undefined, undefined],
  ] as const)('says where the commit came from: %j', (ref, words) => {
    const revision = { ...sampleRevision, author: undefined, ref, entityUrl: undefined };
    const lines = linesOf({ ...withSource({ ...sampleSource, revisions: [revision] }), change: undefined });
    expect(lines.filter((line) => /^(branch|tag|pull request|source)/.test(line))).toEqual(words ? [words] : []);
  });

  it('names the id of an S3 version only once', () => {
    const id = 'zxAbC1dEfGhIjKlMnOpQrStUvWxYz012';
    const revision = { ...sampleRevision, id, title: `Amazon S3 version id: ${id}` };
    expect(deploymentMessage(withSource({ ...sampleSource, revisions: [revision] })).text).toBe(
      '✅ *backend* is live on *dev*: Amazon S3 version id: `zxAbC1dEfGhI…`, 40 s',
    );
  });

  it('names the revisions of three other sources and counts the rest', () => {
    const others = Array.from({ length: 5 }, (_, index) => ({
      ...sampleRevision,
      action: `Config${index}`,
      id: `${index}`.repeat(40),
    }));
    const lines = linesOf(withSource({ ...sampleSource, revisions: [sampleRevision, ...others] }));
    expect(lines).toContain('Also Config2: `2222222` [BE] Add the review reminder in example/backend');
    expect(lines).toContain('and 2 more sources');
  });

  it("shows AWS's own word for a status that it does not know", () => {
    const message = deploymentMessage({ ...report, status: 'unknown', statusText: 'PAUSED' });
    expect(message.text).toMatch(/^ℹ️ \*backend\* deployment on \*dev\*: status PAUSED/);
  });
});
