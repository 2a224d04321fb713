import { createDeveloperTools, type Signal } from '@shipbell/aws-emulator';
import { describe, expect, it } from 'vitest';
import type { LostEvent } from './fault-kinds.ts';
import { endDeployment } from './pipeline-deployment.ts';
import { FIRST } from './testing/made-up.ts';

const LOCATION = { account: '123456789012', region: 'ap-northeast-2' };
const OWN = 'CodeDeploy Deployment State-change Notification';
const ACTION = 'CodePipeline Action Execution State Change';

/** Ends a deployment and returns the events of it that a rule passes on, by their types, and how CodeDeploy shows it. */
function end(lost?: LostEvent, isGood = true) {
  const developerTools = createDeveloperTools(LOCATION);
  const signals = endDeployment(
    { id: FIRST, deploymentId: 'd-D03000001', isGood, lost },
    { developerTools, ...LOCATION },
  );
  const events = signals.flatMap((signal: Signal) => (signal.kind === 'event' ? [signal] : []));
  return {
    details: Object.fromEntries(events.map(({ detailType, detail }) => [detailType, detail])),
    shown: developerTools.codedeploy.find('d-D03000001'),
  };
}

describe('endDeployment', () => {
  it('emits CodeDeploy’s own event and that of the deploy action, about one deployment', () => {
    const { details, shown } = end();
    expect(details[OWN]).toMatchObject({ deploymentId: 'd-D03000001', deploymentGroup: FIRST, state: 'SUCCESS' });
    expect(details[ACTION]).toMatchObject({
      'execution-result': { 'external-execution-id': 'd-D03000001' },
      state: 'SUCCEEDED',
    });
    expect(shown).toMatchObject({ status: 'Succeeded' });
  });

  it('emits both of a deployment that failed', () => {
    const { details, shown } = end(undefined, false);
    expect([details[OWN], details[ACTION], shown]).toMatchObject([
      { state: 'FAILURE' },
      { state: 'FAILED' },
      { status: 'Failed' },
    ]);
  });

  it('ends it at the time of this machine, which is the handler’s too', () => {
    const before = Date.now() - 1_000;
    const { shown } = end();
    expect(Number(shown.completeTime)).toBeGreaterThanOrEqual(before);
    expect(Number(shown.completeTime)).toBeLessThanOrEqual(Date.now());
  });

  it('leaves out the event that is lost, and no other', () => {
    expect(Object.keys(end('deployment_event_lost').details)).toEqual([ACTION]);
    expect(end('action_event_lost').details).toHaveProperty([OWN]);
    expect(end('action_event_lost').details).not.toHaveProperty([ACTION]);
  });
});
