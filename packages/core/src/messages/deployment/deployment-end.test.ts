import { describe, expect, it } from 'vitest';
import type { DeploymentReport } from '../../reports/deployment-report.ts';
import { COLORS } from '../../slack/message.ts';
import { linksOf, messageText } from '../../testing/message-text.ts';
import { sampleDeployment as report } from '../../testing/sample-reports.ts';
import { deploymentMessage } from './deployment-message.ts';

const counts = { succeeded: 0, failed: 0, skipped: 0, inProgress: 0, pending: 0, ready: 0 };
const alarm = { kind: 'alarm', alarms: ['backend-5xx'] } as const;
const known = {
  kind: 'known',
  targetId: 'main:backend',
  lifecycleEvent: 'AllowTraffic',
  outcome: 'failed',
  errorCode: undefined,
  scriptName: undefined,
  message: undefined,
  logTail: undefined,
  otherTargets: 0,
  hasMoreTargets: false,
} as const;
const back = { message: undefined, triggeringDeploymentId: undefined, rollbackDeploymentId: 'd-BACK', from: undefined };

function shown(change: Partial<DeploymentReport>) {
  const message = deploymentMessage({ ...report, ...change });
  return { ...message, color: message.attachments?.[0]?.color, lines: messageText(message).split('\n') };
}

describe('deploymentMessage of a deployment that an alarm stopped', () => {
  const error = { code: 'ALARM_ACTIVE', message: 'One or more alarms have been activated.' };

  it('is as bad as a failure, and names the alarm and the lifecycle event', () => {
    const stopped = { status: 'stopped', platform: 'ECS', stop: alarm, failure: known, error } as const;
    const { color, lines, ...message } = shown(stopped);
    expect(message.text).toBe(
      '❌ *backend* was stopped by an alarm on *dev* (backend-5xx) at *AllowTraffic*: [BE] Add the review reminder (`a1b2c3d`), 40 s',
    );
    expect(color).toBe(COLORS.bad);
    expect(lines).toContain('*AllowTraffic* was interrupted on `main:backend`');
    expect(lines.join()).not.toContain('ALARM_ACTIVE');
    const alarms = ['backend-5xx', 'a', 'b', 'c'];
    const links = linksOf(shown({ ...stopped, stop: { kind: 'alarm', alarms }, rolledBackStop: alarm }));
    expect(Object.keys(links).filter((label) => label.startsWith('Alarm'))).toEqual(['Alarm', 'Alarm 2', 'Alarm 3']);
    expect(links['Alarm 2']).toContain('#alarmsV2:alarm/a');
    expect(linksOf(message).Alarm).toBe(
      'https://ap-northeast-2.console.aws.amazon.com/cloudwatch/home?region=ap-northeast-2#alarmsV2:alarm/backend-5xx',
    );
  });

  it.each([
    ['stopped', ['a', 'b <!channel>'], 'was stopped by alarms on *dev* (a, b &lt;!channel&gt;):'],
    ['failed', ['a'], 'was stopped by an alarm on *dev* (a):'],
    ['stopped', [], 'was stopped by an alarm on *dev*:'],
  ] as const)('names the alarms of one with the status %s: %j', (status, alarms, words) => {
    expect(shown({ status, stop: { kind: 'alarm', alarms }, error }).text).toContain(words);
  });

  it('shows CodeDeploy’s words where they name no alarm', () => {
    const stop = { kind: 'alarm', alarms: [] } as const;
    expect(shown({ status: 'stopped', stop, error }).lines).toContain('One or more alarms have been activated.');
  });

  it('is named by the rollback', () => {
    const rollback = { ...back, triggeringDeploymentId: 'd-BAD', rollbackDeploymentId: undefined };
    const { lines } = shown({ rollback, rolledBackStop: alarm });
    expect(lines[1]).toMatch(
      /^Rolled back an unknown commit, because an alarm \(backend-5xx\) stopped deployment <.*d-BAD>\.$/,
    );
    expect(shown({ rollback, rolledBackStop: { kind: 'person' } }).lines[1]).toMatch(
      /because a person stopped deployment/,
    );
    expect(shown({ rollback, status: 'stopped', stop: alarm }).text).toMatch(
      /^❌ \*backend\* rollback was stopped by an alarm on /,
    );
  });
});

it('deploymentMessage says that a person stopped a deployment, which is no failure', () => {
  const error = { code: 'MANUAL_STOP', message: 'The deployment was stopped by the user.' };
  const instances = { ...counts, succeeded: 1, skipped: 3 };
  const { text, color, lines } = shown({ status: 'stopped', stop: { kind: 'person' }, error, instances });
  expect(text).toMatch(/^⏹️ \*backend\* was stopped by a person on \*dev\*: /);
  expect(color).toBe(COLORS.warning);
  expect(lines[1]).toBe('⚠️ 1 of 4 instances got it, 3 skipped: the fleet is mixed now.');
  expect(lines.join()).not.toContain('MANUAL_STOP');
});

it('deploymentMessage says that it is unknown what stopped a deployment, and why', () => {
  const { text, color, lines } = shown({ status: 'stopped', stop: { kind: 'unknown', reason: 'denied' } });
  expect(text).toMatch(/^⏹️ \*backend\* deployment was stopped on \*dev\*: /);
  expect(color).toBe(COLORS.warning);
  expect(lines).toContain('❔ What stopped it is unknown: denied');
});

describe('deploymentMessage of a deployment that left something behind', () => {
  const mixed = { ...counts, succeeded: 2, failed: 1, skipped: 1 };

  it.each<[string, Partial<DeploymentReport>, string | undefined]>([
    ['some instances have it', {}, '⚠️ 2 of 4 instances got it, 1 failed, 1 skipped: the fleet is mixed now.'],
    [
      'it was to roll another one back',
      { rollback: { ...back, triggeringDeploymentId: 'd-BAD', rollbackDeploymentId: undefined } },
      '⚠️ 2 of 4 instances went back, 1 failed, 1 skipped: the fleet is mixed now.',
    ],
    ['it is rolled back', { rollback: back }, undefined],
    ['new instances were to replace the old ones', { isBlueGreen: true }, undefined],
    ['it is an ECS service', { platform: 'ECS' }, undefined],
    ['none has it', { instances: { ...counts, failed: 4 } }, undefined],
    [
      'rollback is switched off',
      { withoutRollback: 'off' },
      '⚠️ 2 of 4 instances got it, 1 failed, 1 skipped: the fleet is mixed now. Automatic rollback is switched off, so nothing is rolled back: somebody has to act.',
    ],
    [
      'rollback is for other ends',
      { platform: 'Lambda', withoutRollback: 'other ends' },
      '⚠️ Automatic rollback is not set for a failure, so nothing is rolled back: somebody has to act.',
    ],
  ])('says so where %s', (_, change, sentence) => {
    const { lines } = shown({ status: 'failed', instances: mixed, ...change });
    expect(lines.filter((line) => /mixed|act\.$/.test(line))).toEqual(sentence ? [sentence] : []);
    // The instances are counted once.
    expect(lines.join().match(/ of 4 instances/g) ?? []).toHaveLength(change.platform ? 0 : 1);
  });

  it('shows what CodeDeploy says of a rollback that does not come, though it names this deployment', () => {
    const message = 'Deployment d-JHPM9HBC8 failed, and there is no earlier revision to roll back to.';
    const rollback = { ...back, rollbackDeploymentId: undefined, message };
    expect(shown({ status: 'failed', rollback }).lines).toContain(`↩️ ${message}`);
    expect(shown({ status: 'failed', rollback: { ...back, message } }).lines).not.toContain(`↩️ ${message}`);
  });

  it('is no plain success where instances failed', () => {
    const failure = { ...known, lifecycleEvent: 'ApplicationStart', errorCode: 'ScriptFailed', targetId: 'i-7' };
    const { text, color, lines } = shown({ instances: { ...counts, succeeded: 2, failed: 1 }, failure });
    expect(text).toBe(
      '⚠️ *backend* is live on 2 of 3 instances on *dev*, 1 failed at *ApplicationStart* (ScriptFailed): [BE] Add the review reminder (`a1b2c3d`), 40 s',
    );
    expect(color).toBe(COLORS.warning);
    expect(lines).toContain('*ApplicationStart* failed on `i-7`');
    expect(lines.slice(1).join()).not.toContain(' instances');
    const partial = (instances: Partial<typeof counts>, change: Partial<DeploymentReport> = {}) =>
      shown({ instances: { ...counts, ...instances }, failure, ...change }).text;
    expect(partial({ succeeded: 2, failed: 3 })).toContain(', 3 failed: ');
    expect(partial({ succeeded: 2, failed: 1, skipped: 1 })).toContain('(ScriptFailed), 1 skipped: ');
    const rollback = { ...back, triggeringDeploymentId: 'd-BAD', rollbackDeploymentId: undefined };
    expect(partial({ succeeded: 1, failed: 1 }, { rollback })).toMatch(
      /^↩️ \*backend\* was rolled back on 1 of 2 instances on \*dev\*, 1 failed at .*: \[BE\]/,
    );
    expect(partial({ succeeded: 1, failed: 1 }, { scaling: 'update' })).toMatch(
      /^⚠️ Auto Scaling: the deployment to outdated instances of \*backend\* succeeded on 1 of 2 instances on \*dev\*, 1 failed at .*: \[BE\]/,
    );
  });
});

describe('deploymentMessage of a failed target', () => {
  it.each([
    ['nothing ran', 'Server', 'No lifecycle event ran on `i-7`: the CodeDeploy agent there may not answer'],
    ['nothing ran', 'ECS', 'No lifecycle event ran on `i-7`'],
    ['went well', 'Server', '`i-7` failed, though none of its lifecycle events did'],
  ] as const)('names it where no lifecycle event failed: %s, %s', (outcome, platform, sentence) => {
    const failure = { ...known, targetId: 'i-7', lifecycleEvent: undefined, outcome };
    expect(shown({ status: 'failed', platform, failure }).lines).toContain(sentence);
  });

  it('has the time limit in the headline', () => {
    const message = 'Script at specified location: start.sh failed to complete in 900 seconds';
    const failure = { ...known, errorCode: 'ScriptTimedOut', message };
    expect(shown({ status: 'failed', failure }).text).toContain(' at *AllowTraffic* (ScriptTimedOut after 15m 00s): ');
  });

  it('leaves out what CodeDeploy says of every failure, and puts what it says of this one first', () => {
    const error = (message: string) => ({ code: 'X', message });
    const commonplace =
      'The overall deployment failed because too many individual instances failed deployment, too few';
    expect(shown({ status: 'failed', failure: known, error: error(commonplace) }).lines.join()).not.toContain(
      'overall',
    );
    expect(shown({ status: 'failed', failure: known, error: error('No capacity.') }).lines[2]).toBe('No capacity.');
  });
});

describe('deploymentMessage of a deployment for Auto Scaling', () => {
  it.each([
    ['launch', 'succeeded', 'ℹ️ Auto Scaling: a new instance of *backend* on *dev* got [BE] Add', COLORS.neutral],
    ['update', 'in_progress', 'ℹ️ Auto Scaling: outdated instances of *backend* on *dev* will get', COLORS.neutral],
    [
      'termination',
      'succeeded',
      'ℹ️ Auto Scaling: a leaving instance of *backend* on *dev* was shut down, 40 s',
      COLORS.neutral,
    ],
    [
      'launch',
      'failed',
      '❌ Auto Scaling: the deployment to a new instance of *backend* failed on *dev*: [BE]',
      COLORS.bad,
    ],
    [
      'launch',
      'stopped',
      '⏹️ Auto Scaling: the deployment to a new instance of *backend* was stopped on *dev*',
      COLORS.warning,
    ],
  ] as const)('is no release: %s, %s', (scaling, status, words, expected) => {
    const { text, color, lines } = shown({ scaling, status, change: undefined });
    expect(text.startsWith(words)).toBe(true);
    expect(color).toBe(expected);
    expect(lines.join()).not.toContain('split the mailer');
  });

  it('says that the commit is unknown after a colon', () => {
    const source = { kind: 'unknown', reason: 'denied', pipeline: undefined, pipelineRegion: undefined } as const;
    expect(shown({ scaling: 'launch', source }).text).toMatch(/ got: commit unknown, 40 s$/);
  });
});

describe('deploymentMessage of a deployment that is ready', () => {
  const until = new Date('2024-11-01T07:15:00Z');
  const token = '<!date^1730445300^{date_short_pretty} {time}|2024-11-01 07:15:00 UTC>';
  const stops = 'for somebody to reroute the traffic. If nobody does, CodeDeploy stops the deployment.';

  it.each([
    [{ end: 'stop', minutes: 60, until }, `Waits until ${token} ${stops}`],
    [{ end: 'stop', minutes: 60, until: undefined }, `Waits for 1h 00m ${stops}`],
    [{ end: 'stop', minutes: undefined, until: undefined }, `Waits ${stops}`],
    [
      { end: 'reroute', minutes: 60, until },
      `Nobody has to act: CodeDeploy reroutes the traffic by itself, at the latest ${token}.`,
    ],
    [
      { end: 'reroute', minutes: 60, until: undefined },
      'Nobody has to act: CodeDeploy reroutes the traffic by itself, at the latest after 1h 00m.',
    ],
    [
      { end: 'reroute', minutes: undefined, until: undefined },
      'Nobody has to act: CodeDeploy reroutes the traffic by itself.',
    ],
  ] as const)('says until when it waits, and what happens then: %j', (wait, sentence) => {
    const { lines, color } = shown({ status: 'ready', wait });
    expect(lines[1]).toBe(sentence);
    expect(color).toBe(wait.end === 'stop' ? COLORS.warning : COLORS.running);
  });
});

it.each([
  ['succeeded', 'replaced'],
  ['failed', 'was to replace'],
  ['in_progress', 'replaces'],
] as const)('deploymentMessage names the function, its alias and both versions: %s', (status, verb) => {
  const functions = [{ name: 'resize', alias: 'live', from: '7', to: '8' }];
  const { lines } = shown({ status, platform: 'Lambda', functions, instances: { ...counts, failed: 1 } });
  expect(lines.at(-1)).toMatch(new RegExp(`^function \`resize\`, alias live: version 8 ${verb} 7 · backend-deploy /`));
});

describe('deploymentMessage of a deployment with a description', () => {
  const source = {
    kind: 'unknown',
    reason: 'no pipeline deploys here',
    pipeline: undefined,
    pipelineRegion: undefined,
  } as const;
  const description = `Commit ${'0123456789'.repeat(4)} Fix the login & <b>more</b>, password=hunter2\n\nSecond line`;

  it('shows it in the place of an unknown commit, as what it is', () => {
    const { text, lines } = shown({ source, description });
    expect(text).toBe(
      '✅ *backend* is live on *dev*: Commit 0123456 Fix the login &amp; &lt;b&gt;more&lt;/b&gt;, password=••••••, 40 s',
    );
    expect(lines).toContain('> Second line');
    expect(lines).toContain("❔ This is the deployment's own description: no pipeline deploys here");
    expect(lines.join()).not.toContain('Commit unknown');
  });

  it('leaves it out where the commit is known, and adds it where that is uncertain', () => {
    expect(shown({ description: 'By hand' }).lines.join()).not.toContain('By hand');
    const [revision] = report.source.kind === 'known' ? report.source.revisions : [];
    const untitled = { ...report.source, revisions: [{ ...revision, title: undefined }] } as DeploymentReport['source'];
    expect(shown({ source: untitled, description: 'By hand' }).lines).toContain(
      "The deployment's own description: By hand",
    );
    const uncertain = { ...report.source, certainty: 'latest' } as DeploymentReport['source'];
    expect(shown({ source: uncertain, description: 'By hand' }).lines).toContain(
      "The deployment's own description: By hand",
    );
  });
});
