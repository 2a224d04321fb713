import { deduplicationId } from '@shipbell/core';
import { describe, expect, it } from 'vitest';
import { deploymentIdentity } from './deployment/event.ts';
import { recordsOf } from './envelope/unwrap.ts';
import { executionIdentity } from './execution/event.ts';
import { instanceIdentity } from './instance/event.ts';
import { parseRecord } from './parse-event.ts';
import { stageOrActionIdentity } from './stage-and-action/event.ts';
import {
  actionEvent,
  deploymentEvent,
  deploymentTrigger,
  instanceTrigger,
  type Payload,
  pipelineEvent,
  stageEvent,
  throughTopic,
} from './testing/aws-events.ts';
import { setUpHandler } from './testing/set-up-handler.ts';

function identityOf(payload: Payload) {
  const event = parseRecord(recordsOf(throughTopic(payload))[0]);
  switch (event.kind) {
    case 'deployment':
      return deploymentIdentity(event);
    case 'instance':
      return instanceIdentity(event);
    case 'pipeline':
      return executionIdentity(event);
    case 'stage':
    case 'action':
      return stageOrActionIdentity(event);
    default:
      throw new Error(`no identity is expected of ${event.kind}`);
  }
}

function attempt(number: number) {
  return { 'pipeline-execution-attempt': number };
}

describe('the identity of an event', () => {
  it.each<[string, Payload, Payload]>([
    [
      'a deployment with an error and times',
      deploymentTrigger('FAILED'),
      deploymentTrigger('Failed', { completeTime: '1730441713.000', errorInformation: '{"ErrorMessage":"why"}' }),
    ],
    ['a deployment by another route', deploymentTrigger('SUCCEEDED'), deploymentEvent('SUCCESS')],
    [
      'an instance with its lifecycle events',
      instanceTrigger('Failed'),
      instanceTrigger('FAILED', { lifecycleEvents: '[{"LifecycleEvent":"Install"}]', lastUpdatedAt: '1730441999' }),
    ],
    [
      'an execution with what was pushed',
      pipelineEvent('FAILED'),
      pipelineEvent('FAILED', { 'execution-trigger': { 'commit-message': 'other words' }, 'start-time': 'later' }),
    ],
    [
      'an execution whose first try is not counted',
      pipelineEvent('SUCCEEDED', attempt(1)),
      pipelineEvent('SUCCEEDED', { 'pipeline-execution-attempt': undefined }),
    ],
    [
      'an action with what its provider says',
      actionEvent('FAILED'),
      actionEvent('FAILED', { 'execution-result': { 'external-execution-summary': 'other words' } }),
    ],
  ])('is the same for one fact in other words: %s', (_name, one, other) => {
    expect(identityOf(other)).toEqual(identityOf(one));
  });
});

describe('the handler', () => {
  it('puts two messages on the queue for two failures of a retried stage, its action and its pipeline', async () => {
    const { handler, notifications } = setUpHandler({}, { additionalEvents: ['stages', 'actions'] });
    for (const number of [1, 2, 2]) {
      for (const event of [actionEvent, stageEvent, pipelineEvent]) await handler(event('FAILED', attempt(number)));
    }
    expect(notifications).toHaveLength(9);
    expect(new Set(notifications.map(({ identity }) => deduplicationId(identity))).size).toBe(6);
  });
});

describe('the identity of an event', () => {
  it.each<[string, Payload, Payload]>([
    ['another status', deploymentTrigger('FAILED'), deploymentTrigger('STOPPED')],
    ['another unknown status', deploymentTrigger('PAUSED'), deploymentTrigger('HIBERNATING')],
    ['another deployment', deploymentTrigger('FAILED'), deploymentTrigger('FAILED', { deploymentId: 'd-2' })],
    ['another region', deploymentTrigger('FAILED'), deploymentTrigger('FAILED', { region: 'eu-west-1' })],
    ['another account', deploymentTrigger('FAILED'), deploymentTrigger('FAILED', { accountId: '111122223333' })],
    ['another instance', instanceTrigger('Failed'), instanceTrigger('Failed', { instanceId: 'i-2' })],
    ['another try of an execution', pipelineEvent('FAILED', attempt(1)), pipelineEvent('FAILED', attempt(2))],
    ['another try of a stage', stageEvent('FAILED', attempt(1)), stageEvent('FAILED', attempt(2))],
    ['another stage', stageEvent('FAILED'), stageEvent('FAILED', { stage: 'Test' })],
    ['another attempt of an action', actionEvent('FAILED', attempt(1)), actionEvent('FAILED', attempt(2))],
    ['another try of an action', actionEvent('FAILED'), actionEvent('FAILED', { 'action-execution-id': 'another' })],
  ])('differs for another fact: %s', (_name, one, other) => {
    expect(identityOf(other)).not.toEqual(identityOf(one));
  });
});
