import type { DeploymentStatus } from '@shipbell/core';
import { describe, expect, it } from 'vitest';
import type { DomainEvent } from './parse-event.ts';
import {
  additionalEventOf,
  additionalEventOfDeployment,
  type ExecutionFacts,
  mayBeReported,
  mayReportDeployments,
  settingStatuses,
  statusesOfDeployment,
  whyNotReported,
} from './policy.ts';

function event(kind: string, status?: string, more: object = {}) {
  return { kind, status, ...more } as DomainEvent;
}

describe('additionalEventOf', () => {
  it.each([
    ['deployment', 'created', 'progress'],
    ['deployment', 'queued', 'progress'],
    ['deployment', 'in_progress', 'progress'],
    ['deployment', 'baking', 'progress'],
    ['deployment', 'ready', undefined],
    ['deployment', 'succeeded', undefined],
    ['deployment', 'failed', undefined],
    ['deployment', 'stopped', undefined],
    ['deployment', 'unknown', undefined],
    ['pipeline', 'started', 'progress'],
    ['pipeline', 'resumed', 'progress'],
    ['pipeline', 'stopping', 'progress'],
    ['pipeline', 'superseded', 'progress'],
    ['pipeline', 'canceled', 'progress'],
    ['pipeline', 'succeeded', undefined],
    ['pipeline', 'failed', undefined],
    ['pipeline', 'stopped', undefined],
    ['pipeline', 'unknown', undefined],
    ['stage', 'failed', 'stages'],
    ['action', 'failed', 'actions'],
    ['instance', 'failed', 'instances'],
    ['other', undefined, undefined],
  ])('returns for the kind %s with the status %s: %s', (kind, status, asked) => {
    expect(additionalEventOf(event(kind, status))).toBe(asked);
  });

  it('returns approvals for an approval’s event, and nothing for its own notification to our topic', () => {
    expect(additionalEventOf(event('approval', 'waiting', { isAddressed: false }))).toBe('approvals');
    expect(additionalEventOf(event('approval', 'waiting', { isAddressed: true }))).toBeUndefined();
  });
});

it.each([
  ['launch', 'succeeded', 'scaling'],
  ['update', 'in_progress', 'scaling'],
  ['termination', 'unknown', 'scaling'],
  ['launch', 'failed', undefined],
  ['launch', 'stopped', undefined],
  [undefined, 'succeeded', undefined],
] as const)('additionalEventOfDeployment returns for %s and the status %s: %s', (scaling, status, asked) => {
  expect(additionalEventOfDeployment({ status }, { scaling, instances: undefined })).toBe(asked);
});

it('additionalEventOfDeployment asks for nothing where an instance failed of a deployment that CodeDeploy calls a success', () => {
  const instances = { succeeded: 1, failed: 1, skipped: 0, inProgress: 0, pending: 0, ready: 0 };
  expect(additionalEventOfDeployment({ status: 'succeeded' }, { scaling: 'launch', instances })).toBeUndefined();
  expect(
    additionalEventOfDeployment({ status: 'succeeded' }, { scaling: 'launch', instances: { ...instances, failed: 0 } }),
  ).toBe('scaling');
});

it.each([
  ['everything is reported', [], true],
  ['an entry has a group', [{ pipeline: 'p' }, { group: 'g' }], true],
  ['entries have pipelines alone', [{ pipeline: 'p' }, { pipeline: 'q' }], false],
])('mayReportDeployments returns, where %s: %3$s', (_name, settings, expected) => {
  expect(mayReportDeployments(settings)).toBe(expected);
});

it.each([
  ['started', ['created', 'queued', 'in_progress', 'baking', 'started', 'resumed']],
  ['ready', ['ready']],
  ['waiting', ['waiting']],
  ['succeeded', ['succeeded']],
  ['failed', ['failed']],
  ['stopped', ['stopped', 'stopping']],
  ['superseded', ['superseded', 'canceled', 'abandoned']],
  [undefined, ['unknown', undefined]],
])('settingStatuses returns %s for events that are %j', (expected, all) => {
  for (const status of all) expect(settingStatuses({ status })).toEqual(expected === undefined ? [] : [expected]);
});

describe('statusesOfDeployment', () => {
  const counts = { succeeded: 1, failed: 1, skipped: 0, inProgress: 0, pending: 0, ready: 0 };
  const facts = { stop: undefined, instances: { ...counts, failed: 0 }, rollback: undefined };
  const rollback = { message: undefined, rollbackDeploymentId: undefined, from: undefined };
  const back = { ...rollback, triggeringDeploymentId: 'd-1' };

  it.each<[string, DeploymentStatus, Partial<Parameters<typeof statusesOfDeployment>[1]>, string[]]>([
    ['one that succeeded', 'succeeded', {}, ['succeeded']],
    ['one that failed on some instances', 'succeeded', { instances: counts }, ['failed']],
    ['one that rolls back', 'succeeded', { rollback: back }, ['rolled_back']],
    [
      'one that rolls back on some instances',
      'succeeded',
      { rollback: back, instances: counts },
      ['failed', 'rolled_back'],
    ],
    [
      'one that another rolls back',
      'failed',
      { rollback: { ...rollback, triggeringDeploymentId: undefined } },
      ['failed'],
    ],
    ['a rollback that failed', 'failed', { rollback: back }, ['failed']],
    ['one that a person stopped', 'stopped', { stop: { kind: 'person' } }, ['stopped']],
    ['one that an alarm stopped', 'stopped', { stop: { kind: 'alarm', alarms: [] } }, ['failed', 'stopped']],
    ['a rollback that begins', 'created', { rollback: back }, ['started']],
    ['an unknown one', 'unknown', {}, []],
  ])('returns the statuses of %s', (_name, status, change, expected) => {
    expect(statusesOfDeployment({ status }, { ...facts, ...change })).toEqual(expected);
  });
});

it.each<[string, Parameters<typeof mayBeReported>[0], Parameters<typeof mayBeReported>[1], boolean]>([
  ['nothing is set', { kind: 'deployment', status: 'failed' }, {}, true],
  ['it is asked for', { kind: 'pipeline', status: 'started' }, { statuses: ['started'] }, true],
  ['it is not asked for', { kind: 'pipeline', status: 'started' }, { statuses: ['failed'] }, false],
  ['what failed may have been stopped', { kind: 'deployment', status: 'failed' }, { statuses: ['stopped'] }, true],
  ['a pipeline failed', { kind: 'pipeline', status: 'failed' }, { statuses: ['stopped'] }, false],
  ['a success may be partial', { kind: 'deployment', status: 'succeeded' }, { statuses: ['failed'] }, true],
  ['a pipeline is never partial', { kind: 'pipeline', status: 'succeeded' }, { statuses: ['failed'] }, false],
  ['a success may roll back', { kind: 'pipeline', status: 'succeeded' }, { statuses: ['rolled_back'] }, true],
  ['a success may end failures', { kind: 'pipeline', status: 'succeeded' }, { statuses: ['recovered'] }, true],
  ['a success may be slow', { kind: 'pipeline', status: 'succeeded' }, { statuses: [], slowerThanTypical: 2 }, true],
  ['it is unknown', { kind: 'pipeline', status: 'unknown' }, { statuses: [] }, true],
])('mayBeReported returns, where %s: %4$s', (_name, event, setting, expected) => {
  expect(mayBeReported(event, setting)).toBe(expected);
});

describe('whyNotReported', () => {
  const execution: ExecutionFacts = {
    status: 'succeeded',
    deployers: 'others',
    isDeploymentFailure: false,
    setting: {},
    isGroupReported: false,
    areDeploymentsReported: true,
  };

  it.each<[string, Partial<ExecutionFacts>, string | undefined]>([
    ['a success that others than CodeDeploy deployed', {}, undefined],
    [
      'a success that CodeDeploy alone deployed',
      { deployers: 'codedeploy' },
      'the message of the CodeDeploy deployment',
    ],
    [
      'a success that CodeDeploy deployed to groups that no entry is for',
      { deployers: 'codedeploy', areDeploymentsReported: false },
      undefined,
    ],
    ['a success that deployed nothing', { deployers: 'none' }, 'the execution deployed nothing'],
    [
      'a success without a deploy action of a pipeline that an entry without a group asks for',
      { deployers: 'none', setting: { pipeline: 'web-*' } },
      undefined,
    ],
    [
      'a success without a deploy action of a pipeline that an entry only names for its group',
      { deployers: 'none', setting: { group: 'g', pipeline: 'p' } },
      'the execution deployed nothing',
    ],
    [
      'a success that CodeDeploy deployed and reports, of a pipeline that an entry asks for',
      { deployers: 'codedeploy', setting: { pipeline: 'p' } },
      'the message of the CodeDeploy deployment',
    ],
    ['a success of which it is unknown who deployed', { deployers: 'unknown' }, undefined],
    [
      'a success with unknown deployers of a pipeline whose entry has a group',
      { deployers: 'unknown', setting: { group: 'g', pipeline: 'p' } },
      'an entry of DEPLOYMENTS says that CodeDeploy deploys',
    ],
    [
      'a success with unknown deployers of a pipeline whose entry has no group',
      { deployers: 'unknown', setting: { pipeline: 'p' } },
      undefined,
    ],
    [
      'a success without a deploy action that ends failures',
      { deployers: 'none', recovery: { kind: 'known', failures: 1, isCut: false, since: undefined } },
      undefined,
    ],
    [
      'a success without a deploy action of which it is unknown whether it ends failures',
      { deployers: 'none', recovery: { kind: 'unknown', reason: 'denied' } },
      'the execution deployed nothing',
    ],
    [
      'a success with unknown deployers of a pipeline whose entry has a group and leaves successes out',
      { deployers: 'unknown', setting: { group: 'g', pipeline: 'p', statuses: ['recovered'] } },
      undefined,
    ],
    ['a failure before any deployment', { status: 'failed', deployers: 'codedeploy' }, undefined],
    [
      'a failure of a deployment',
      { status: 'failed', deployers: 'codedeploy', isDeploymentFailure: true },
      'the message of the CodeDeploy deployment',
    ],
    [
      'a failure of a deployment to a group that no entry is for',
      { status: 'failed', isDeploymentFailure: true, areDeploymentsReported: false },
      undefined,
    ],
    [
      'a failure of a stack whose deployment reports it',
      { status: 'failed', isGroupReported: true },
      'the message of the CodeDeploy deployment',
    ],
    ['a failure in a pipeline that deploys nothing', { status: 'failed', deployers: 'none' }, undefined],
    ['a stop, whoever deploys', { status: 'stopped', deployers: 'codedeploy' }, undefined],
    ['progress that was asked for', { status: 'started', deployers: 'none' }, undefined],
    ['an unknown status', { status: 'unknown', deployers: 'none' }, undefined],
  ])('decides whether to report %s', (_name, change, reason) => {
    const why = whyNotReported({ ...execution, ...change });
    if (reason === undefined) expect(why).toBeUndefined();
    else expect(why).toContain(reason);
  });
});
