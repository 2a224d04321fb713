import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { readFailure } from '@shipbell/core/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure as awsFailure } from '../testing/answers.ts';
import { at } from '../testing/scenario.ts';
import { deploymentEvent } from '../testing/search.ts';
import { factsOf } from './deployment-facts.ts';
import { toDeploymentStatus } from './event.ts';

const DENIED = readFailure(awsFailure('AccessDeniedException'), { action: 'a:B', resource: 'it' });
const ALARMS = 'One or more alarms have been activated. Activated alarms: ';

function facts(info: DeploymentInfo | undefined, event: Parameters<typeof deploymentEvent>[0] = {}) {
  const reading = info ? { value: info, failure: undefined } : { value: undefined, failure: DENIED };
  return factsOf(deploymentEvent(event), reading);
}
function stopped(code: string, message: string, status: 'Stopped' | 'Failed' = 'Stopped') {
  const event = { status: status === 'Failed' ? 'failed' : 'stopped' } as const;
  return facts({ status, errorInformation: { code: code as 'ALARM_ACTIVE', message } }, event).stop;
}

describe('factsOf, of what stopped a deployment,', () => {
  it.each([
    [`${ALARMS}<one>`, ['one']],
    [`${ALARMS}<one> <two, and a comma>`, ['one', 'two, and a comma']],
    [ALARMS, []],
    ['One <or> more alarms', []],
  ])('returns the alarms that CodeDeploy names: %s', (message, alarms) => {
    expect(stopped('ALARM_ACTIVE', message)).toEqual({ kind: 'alarm', alarms });
    expect(stopped('ALARM_ACTIVE', message, 'Failed')).toEqual({ kind: 'alarm', alarms });
  });

  it('returns the alarm of a deployment that the event calls failed and CodeDeploy stopped', () => {
    const errorInformation = { code: 'ALARM_ACTIVE', message: `${ALARMS}<one>` } as const;
    const event = { status: 'failed' } as const;
    expect(facts({ status: 'Stopped', errorInformation }, event).stop).toEqual({ kind: 'alarm', alarms: ['one'] });
    expect(facts({ status: 'Succeeded', errorInformation }, event).stop).toBeUndefined();
  });

  it('returns a person only where CodeDeploy says so', () => {
    expect(stopped('MANUAL_STOP', 'The deployment was stopped by the user.')).toEqual({ kind: 'person' });
    expect(stopped('AGENT_ISSUE', 'The agent')).toBeUndefined();
  });

  it('returns why it is unknown where neither CodeDeploy nor the event says it', () => {
    const event = { status: 'stopped' } as const;
    expect(facts({ status: 'Stopped' }, event).stop).toEqual({ kind: 'unknown', reason: 'CodeDeploy does not say' });
    expect(facts(undefined, event).stop).toEqual({ kind: 'unknown', reason: DENIED.reason });
    expect(facts({}, {}).stop).toBeUndefined();
  });

  it('takes the event’s error where CodeDeploy could not be read, and none from another moment', () => {
    const error = { code: 'MANUAL_STOP', message: undefined };
    expect(facts(undefined, { status: 'stopped', error }).stop).toEqual({ kind: 'person' });
    const later = { status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } } as const;
    expect(facts(later, { status: 'in_progress' }).stop).toBeUndefined();
  });
});

describe('factsOf, of a deployment that is not rolled back,', () => {
  const failed = { status: 'Failed', errorInformation: { code: 'HEALTH_CONSTRAINTS', message: 'm' } } as const;
  const alarm = { status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE', message: ALARMS } } as const;
  const off = { enabled: false, events: [] };
  const on = (...events: ('DEPLOYMENT_FAILURE' | 'DEPLOYMENT_STOP_ON_ALARM')[]) => ({ enabled: true, events });

  it.each<[string, DeploymentInfo, string | undefined]>([
    ['it is switched off', { ...failed, autoRollbackConfiguration: off }, 'off'],
    ['it is switched off, and an alarm stopped it', { ...alarm, autoRollbackConfiguration: off }, 'off'],
    [
      'it is for failures, and it failed',
      { ...failed, autoRollbackConfiguration: on('DEPLOYMENT_FAILURE') },
      undefined,
    ],
    [
      'it is for failures, and an alarm stopped it',
      { ...alarm, autoRollbackConfiguration: on('DEPLOYMENT_FAILURE') },
      'other ends',
    ],
    ['nothing is said of it', failed, undefined],
    [
      'one has begun all the same',
      { ...failed, autoRollbackConfiguration: off, rollbackInfo: { rollbackDeploymentId: 'd-2' } },
      undefined,
    ],
    ['a person stopped it', { status: 'Stopped', autoRollbackConfiguration: off }, undefined],
    ['it went well', { status: 'Succeeded', autoRollbackConfiguration: off }, undefined],
    [
      'Auto Scaling made it, and there is nothing to go back to',
      { ...failed, creator: 'autoscaling', autoRollbackConfiguration: off },
      undefined,
    ],
  ])('says why where %s', (_, info, expected) => {
    const status = toDeploymentStatus(info.status ?? '');
    expect(facts(info, { status }).withoutRollback).toBe(expected);
  });
});

describe('factsOf, of a deployment that is ready,', () => {
  const ready = (deploymentReadyOption: object): DeploymentInfo => ({
    status: 'Ready',
    blueGreenDeploymentConfiguration: { deploymentReadyOption },
  });
  const stop = ready({ actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: 60 });

  it('returns until when it waits, counted from the moment of the event', () => {
    const event = { status: 'ready', at: at(5) } as const;
    expect(facts(stop, event).wait).toEqual({ end: 'stop', minutes: 60, until: at(65) });
    expect(facts(stop, { status: 'ready' }).wait).toEqual({ end: 'stop', minutes: 60, until: undefined });
    expect(facts(ready({ actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 }), event).wait).toEqual({
      end: 'reroute',
      minutes: undefined,
      until: undefined,
    });
  });

  it('returns nothing where CodeDeploy says nothing, or shows a later moment', () => {
    expect(facts({ status: 'Ready' }, { status: 'ready' }).wait).toBeUndefined();
    expect(facts({ ...stop, status: 'Succeeded' }, { status: 'ready' }).wait).toBeUndefined();
  });

  it('returns that nobody has to act, even where the deployment has gone on already', () => {
    const deploymentReadyOption = { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 } as const;
    const info = { status: 'InProgress', blueGreenDeploymentConfiguration: { deploymentReadyOption } } as const;
    expect(facts(info, { status: 'ready' }).wait?.end).toBe('reroute');
    expect(facts(info, { status: 'in_progress' }).wait).toBeUndefined();
  });
});

describe('factsOf, of what is deployed to,', () => {
  it('returns the platform: instances where CodeDeploy names none, unknown where it could not be read', () => {
    expect([facts({}), facts({ computePlatform: 'ECS' }), facts(undefined)].map(({ platform }) => platform)).toEqual([
      'Server',
      'ECS',
      undefined,
    ]);
    expect(facts({ computePlatform: 'Moon' as 'ECS' }).platform).toBeUndefined();
  });

  it('returns the functions that the revision names', () => {
    const resource = (Type: string, Properties: object) => ({ x: { Type, Properties } });
    const content = JSON.stringify({
      version: 0,
      Resources: [
        resource('AWS::Lambda::Function', { Name: 'resize', Alias: 'live', CurrentVersion: 7, TargetVersion: '8' }),
        resource('AWS::ECS::Service', { Name: 'no function' }),
        resource('AWS::Lambda::Function', { Alias: 'no name' }),
      ],
    });
    const revision = { revisionType: 'AppSpecContent', appSpecContent: { content } } as const;
    expect(facts({ revision }).functions).toEqual([{ name: 'resize', alias: 'live', from: '7', to: '8' }]);
  });

  it('returns no functions of any other content, whatever it is', () => {
    const content = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(content, content, (one, other) => {
        const wrapped = `{"Resources":[${other},{"x":${other}},{"x":{"Type":"AWS::Lambda::Function","Properties":${other}}}]}`;
        for (const text of [one, other, wrapped]) {
          const { functions } = facts({ revision: { appSpecContent: { content: text } } });
          expect(functions.every(({ name }) => typeof name === 'string' && name !== '')).toBe(true);
        }
      }),
    );
  });
});
