import { describe, expect, it } from 'vitest';
import { NO_TEAM } from '../settings/team-message.ts';
import { PARTS } from '../settings/team-settings.ts';
import { linksOf, messageText } from '../testing/message-text.ts';
import { failedLine, sampleExecution, sampleFailure } from '../testing/sample-execution.ts';
import { sampleDeployment, samplePipeline, sampleSource } from '../testing/sample-reports.ts';
import { deploymentMessage } from './deployment/deployment-message.ts';
import { instanceMessage } from './deployment/instance-message.ts';
import { executionMessage } from './execution/execution-message.ts';
import { approvalMessage } from './pipeline/approval-message.ts';
import { pipelineMessage } from './pipeline/pipeline-message.ts';
import { stageOrActionMessage } from './pipeline/stage-or-action-message.ts';

const team = { ...NO_TEAM, hide: PARTS };
const all = { environment: 'dev', linkStyle: 'text', team, name: 'shop' } as const;
const aws = { region: 'eu-west-1', pipeline: 'shop-pipeline', executionId: '1a2b3c4d-0000', attempt: 1 } as const;
const unknown = { kind: 'unknown', reason: 'access was denied', pipeline: 'p', pipelineRegion: undefined } as const;

function linesOf(message: Parameters<typeof messageText>[0]): string[] {
  return messageText(message).split('\n');
}

describe('a message of which every part is hidden', () => {
  it('is one line for a success', () => {
    expect(linesOf(deploymentMessage({ ...sampleDeployment, team }))).toEqual([
      '✅ *backend* is live on *dev*: [BE] Add the review reminder (`a1b2c3d`), 40 s',
    ]);
    expect(
      linesOf(pipelineMessage({ ...samplePipeline, startedBy: 'Minji', variables: [['TAG', '1']], team })),
    ).toEqual(['✅ *shop* is live on *prod*: [BE] Add the review reminder (`a1b2c3d`), 4m 12s']);
  });

  it('is two lines for a success where the team has links', () => {
    const links = [{ label: 'Runbook', url: 'https://wiki.example/' }];
    const message = deploymentMessage({ ...sampleDeployment, team: { ...team, links } });
    expect(linesOf(message).slice(1)).toEqual(['Runbook']);
    expect(linksOf(message)).toEqual({ Runbook: 'https://wiki.example/' });
  });

  it('says why a deployment failed, what that leaves behind, and what is unknown', () => {
    const message = deploymentMessage({
      ...sampleDeployment,
      team,
      status: 'failed',
      withoutRollback: 'off',
      source: unknown,
      change: { kind: 'unknown', reason: 'the history was throttled' },
      failure: {
        kind: 'known',
        targetId: 'i-1',
        lifecycleEvent: 'BeforeInstall',
        outcome: 'failed',
        errorCode: 'ScriptFailed',
        scriptName: 'install.sh',
        message: 'exit code 1',
        logTail: 'npm ERR!',
        otherTargets: 0,
        hasMoreTargets: false,
      },
    });
    expect(linesOf(message).slice(1)).toEqual([
      '⚠️ Automatic rollback is switched off, so nothing is rolled back: somebody has to act.',
      '*BeforeInstall* failed on `i-1`: script `install.sh`: exit code 1',
      '❔ Commit unknown: access was denied',
      '❔ What it changed is unknown: the history was throttled',
    ]);
  });

  it('warns of an older commit', () => {
    const previous = { id: '9f8e7d6', title: undefined, deployedAt: undefined };
    const change = { kind: 'back', previous, compareUrl: undefined } as const;
    expect(linesOf(deploymentMessage({ ...sampleDeployment, change, team })).slice(1)).toEqual([
      '⚠️ *Older commit*: it replaced the newer `9f8e7d6`.',
    ]);
  });

  it('says why a pipeline failed and where the commit is', () => {
    const failure = { provider: 'CodeBuild', subject: undefined, errorCode: undefined, logUrl: undefined } as const;
    const message = pipelineMessage({
      ...samplePipeline,
      team,
      status: 'failed',
      failure: {
        kind: 'known',
        stage: 'Build',
        action: 'Test',
        message: 'x'.repeat(150),
        otherActions: [],
        ...failure,
      },
    });
    expect(linesOf(message).slice(1)).toEqual(
      [`*CodeBuild*: ${'x'.repeat(150)}`, 'Deployed: ECS shop-cluster / shop (111122223333, eu-west-1)'].map((line) =>
        line.replace(' (111122223333, eu-west-1)', ''),
      ),
    );
  });

  it('says why an execution failed and what is unknown, and shows the input that was asked for', () => {
    const report = sampleExecution({
      team,
      failure: sampleFailure({ cause: 'the task ran longer than 300 s' }),
      lines: [failedLine('Load', 0, 9, 'States.Timeout')],
      typicalDuration: { unknown: 'access was denied' },
      input: [['$.day', '2024-03-05']],
    });
    expect(linesOf(executionMessage(report)).slice(1)).toEqual([
      'the task ran longer than 300 s',
      '❔ How long it usually takes is unknown: access was denied',
      '$.day `2024-03-05`',
    ]);
  });

  it('says what an approver has to know', () => {
    const message = approvalMessage({
      ...all,
      ...aws,
      status: 'waiting',
      statusText: 'STARTED',
      stage: 'Approve',
      action: 'Release',
      request: [['', 'Is the copy right?']],
      expiresAt: new Date('2024-11-08T06:00:00Z'),
      reviewUrl: 'https://console.aws.amazon.com/review',
      externalUrl: undefined,
      summary: undefined,
      source: sampleSource,
    });
    expect(linesOf(message).slice(1)).toEqual([
      '> Is the copy right?',
      expect.stringMatching(/^⏳ Can be answered until /),
    ]);
  });

  it('says why an instance or an action failed', () => {
    const lifecycleEvents = [{ name: 'Install', status: 'Failed', message: 'disk full' }];
    const instance = { deploymentId: 'd-1', instanceId: 'i-1', region: 'eu-west-1', at: new Date(0), lifecycleEvents };
    expect(linesOf(instanceMessage({ ...all, ...instance, status: 'failed', statusText: 'FAILURE' }))).toEqual([
      '❌ *shop* deployment failed on instance `i-1` on *dev* at *Install*',
      'disk full',
    ]);
    const action = { stage: 'Build', action: 'Test', provider: 'CodeBuild', summary: 'two tests failed' };
    const message = stageOrActionMessage({ ...all, ...aws, ...action, status: 'failed', statusText: 'FAILED' });
    expect(linesOf(message)).toEqual(['❌ *shop* action *Build / Test* failed on *dev*: two tests failed']);
  });
});
