import type { DeploymentTarget, LifecycleEvent } from '@aws-sdk/client-codedeploy';
import { readFailure } from '@shipbell/core/runtime';
import { describe, expect, it } from 'vitest';
import type { Targets } from '../aws/codedeploy.ts';
import { failure as awsFailure } from '../testing/answers.ts';
import { brokenStatuses, failureOf } from './find-failure.ts';

const facts = { platform: 'Server', instances: undefined, error: undefined, stop: undefined } as const;
const counts = { succeeded: 0, failed: 0, skipped: 0, inProgress: 0, pending: 0, ready: 0 };
const alarm = { kind: 'alarm', alarms: [] } as const;
const explained = { code: 'NO_INSTANCES', message: 'No instances were found' };

function event(lifecycleEventName: string, second: number, change: Partial<LifecycleEvent> = {}): LifecycleEvent {
  return { lifecycleEventName, status: 'Failed', endTime: new Date(1_730_000_000_000 + second * 1_000), ...change };
}
function instance(targetId: string, ...lifecycleEvents: LifecycleEvent[]): DeploymentTarget {
  return { instanceTarget: { targetId, status: 'Failed', lifecycleEvents } };
}
function find(answer: Partial<Targets>, known: Partial<Parameters<typeof failureOf>[0]> = {}) {
  const { targets = [], count = targets.length, isCut = false } = answer;
  return failureOf({ ...facts, ...known }, { value: { targets, count, isCut }, failure: undefined });
}

describe('failureOf', () => {
  it('returns what failed first on any target, whatever the order of the answer', () => {
    const targets = [
      instance('i-1', event('ValidateService', 30)),
      instance('i-2', event('ApplicationStart', 20), event('Install', 10)),
      instance('i-3', event('Install', 0, { status: 'Skipped' })),
    ];
    expect(find({ targets })).toMatchObject({ targetId: 'i-2', lifecycleEvent: 'Install', otherTargets: 2 });
  });

  it.each(['instanceTarget', 'ecsTarget', 'lambdaTarget', 'cloudFormationTarget'])(
    'returns the failure of a target of the kind %s',
    (kind) => {
      const targets = [{ [kind]: { targetId: 't', lifecycleEvents: [event('Install', 1)] } }];
      expect(find({ targets })).toMatchObject({ kind: 'known', targetId: 't', otherTargets: 0 });
    },
  );

  it('counts the targets that were not read, by the deployment’s overview where that has them', () => {
    const targets = [instance('i-1', event('Install', 1))];
    expect(find({ targets, count: 100, isCut: true })).toMatchObject({ otherTargets: 99, hasMoreTargets: true });
    const known = { instances: { ...counts, failed: 137 } };
    expect(find({ targets, count: 100, isCut: true }, known)).toMatchObject({
      otherTargets: 136,
      hasMoreTargets: false,
    });
  });

  it('counts no instance as failed that an alarm only interrupted', () => {
    const running = event('Install', 1, { status: 'InProgress', startTime: new Date(0) });
    const targets = [instance('i-1', running), instance('i-2', running)];
    expect(find({ targets }, { stop: alarm, instances: { ...counts, inProgress: 2 } })).toMatchObject({
      outcome: 'unfinished',
      otherTargets: 0,
    });
  });

  it('returns an event that never ended where none failed, with what the agent says of it', () => {
    const diagnostics = { errorCode: 'UnknownError', message: 'The agent did not take the event' } as const;
    const events = [
      event('BeforeBlockTraffic', 1, { status: 'Succeeded' }),
      event('ApplicationStop', 2, { status: 'Unknown', endTime: undefined, diagnostics }),
      event('Install', 3, { status: 'Unknown', endTime: undefined }),
    ];
    expect(find({ targets: [instance('i-1', ...events)] })).toMatchObject({
      lifecycleEvent: 'ApplicationStop',
      outcome: 'unfinished',
      errorCode: undefined,
      message: 'The agent did not take the event',
    });
  });

  it.each([
    ['Skipped', 'nothing ran'],
    ['Succeeded', 'went well'],
  ] as const)('names a failed instance whose events are all %s: %s', (status, outcome) => {
    const targets = [instance('i-1', event('Install', 1, { status }))];
    expect(find({ targets })).toMatchObject({ targetId: 'i-1', lifecycleEvent: undefined, outcome });
  });

  it('returns nothing where no target broke and the error says all, and else that the place is unknown', () => {
    expect(find({}, { error: explained })).toBeUndefined();
    expect(find({}, { stop: alarm })).toBeUndefined();
    expect(find({})).toMatchObject({ kind: 'unknown' });
    expect(find({}, { error: explained, instances: { ...counts, failed: 1 } })).toMatchObject({ kind: 'unknown' });
  });

  it('gives the reason why the targets could not be read, unless none can have broken', () => {
    const denied = readFailure(awsFailure('AccessDeniedException'), { action: 'a:B', resource: 'it' });
    const reading = { value: undefined, failure: denied } as const;
    expect(failureOf(facts, reading)).toMatchObject({ kind: 'unknown', reason: denied.reason });
    expect(failureOf({ ...facts, platform: 'ECS', error: explained }, reading)).toMatchObject({ kind: 'unknown' });
    expect(failureOf({ ...facts, error: explained }, reading)).toBeUndefined();
  });
});

it('brokenStatuses asks for no target of a deployment that went well or that a person stopped', () => {
  const person = { ...facts, stop: { kind: 'person' } } as const;
  expect(brokenStatuses({ status: 'succeeded' }, { ...facts, instances: counts })).toBeUndefined();
  expect(brokenStatuses({ status: 'stopped' }, person)).toBeUndefined();
  expect(brokenStatuses({ status: 'succeeded' }, { ...facts, instances: { ...counts, failed: 1 } })).toEqual([
    'Failed',
  ]);
  expect(brokenStatuses({ status: 'stopped' }, { ...facts, stop: alarm })).toContain('Failed');
});
