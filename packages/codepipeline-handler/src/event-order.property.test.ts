import { deduplicationId, type SlackMessage } from '@shipbell/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AdditionalEvent } from './config.ts';
import {
  ACCOUNT,
  actionEvent,
  approvalNotification,
  byNotificationRule,
  deploymentEvent,
  deploymentTrigger,
  instanceEvent,
  instanceTrigger,
  type Payload,
  pipelineEvent,
  REGION,
  stageEvent,
  throughTopic,
} from './testing/aws-events.ts';
import { DEPLOYMENTS, worldOf } from './testing/fixtures.ts';
import { setUpHandler } from './testing/set-up-handler.ts';

const world = worldOf('default');
const OWN = { invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:shipbell-dev-deployments` };

const EVERYTHING: readonly AdditionalEvent[] = ['progress', 'stages', 'actions', 'approvals', 'instances'];

/** One fact, and the events in which AWS may report it: by a topic, by EventBridge, by a notification rule. */
type Fact = readonly [unknown, ...unknown[]];

/** A stack whose update shifts a function's traffic: released by one execution, stopped and rolled back in another. */
const canary: Fact[] = (
  [
    ['d-CANARY001', 'SUCCEEDED', 'SUCCESS'],
    ['d-CANARY002', 'STOPPED', 'STOP'],
    ['d-CANARYBK2', 'SUCCEEDED', 'SUCCESS'],
  ] as const
).map(([deploymentId, status, state]) => {
  const [application, group] = [
    'refunds-ServerlessDeploymentApplication-8K2J5QW0ZC3T',
    'refunds-RefundFunctionDeploymentGroup-3M7XB1V9RD4H',
  ];
  const names = { applicationName: application, deploymentGroupName: group, deploymentId };
  return [
    throughTopic(deploymentTrigger(status, names)),
    deploymentEvent(state, { application, deploymentGroup: group, deploymentId }),
  ];
});

const names = {
  applicationName: '2024-corea-backend-deploy',
  deploymentGroupName: '2024-corea-backend-develop-group',
};

/** Returns the events of a deployment's status: a trigger's words and times are not EventBridge's. */
function deployment(deploymentId: string, status: string, state: string, change: Payload = {}): Fact {
  return [
    throughTopic(deploymentTrigger(status, { ...names, deploymentId, ...change })),
    deploymentEvent(state, {
      application: names.applicationName,
      deploymentGroup: names.deploymentGroupName,
      deploymentId,
    }),
  ];
}

const COMPLETE = { completeTime: 'Fri Nov 01 06:15:13 UTC 2024' };

/** Returns CodePipeline's event, direct, through a topic and as a notification rule has it. */
function pipelineFact(event: Payload, attributes: Payload = {}): Fact {
  return [event, throughTopic(event), throughTopic(byNotificationRule(event, attributes))];
}

function backend(execution: number) {
  return {
    pipeline: '2024-corea-backend-dev-pipeline',
    'execution-id': `11111111-aaaa-4000-8000-00000000000${execution}`,
  };
}
function deploy(execution: number, summary?: string) {
  return {
    ...backend(execution),
    'action-execution-id': `11111111-000${execution}-4000-8000-000000000003`,
    ...(summary && {
      'execution-result': {
        'external-execution-id': execution === 1 ? 'd-JHPM9HBC8' : 'd-FAILED001',
        'external-execution-summary': summary,
        'error-code': 'JobFailed',
      },
    }),
  };
}
const FAILED_DEPLOY = {
  failedActionCount: 1,
  failedActions: [{ action: 'Deploy', additionalInformation: 'Deployment d-FAILED001 failed' }],
};

const success: Fact[] = [
  deployment('d-JHPM9HBC8', 'CREATED', 'START'),
  deployment('d-JHPM9HBC8', 'SUCCEEDED', 'SUCCESS', COMPLETE),
  pipelineFact(pipelineEvent('STARTED', backend(1))),
  pipelineFact(stageEvent('STARTED', backend(1))),
  pipelineFact(actionEvent('STARTED', deploy(1))),
  pipelineFact(actionEvent('SUCCEEDED', deploy(1, 'Deployment Succeeded'))),
  pipelineFact(stageEvent('SUCCEEDED', backend(1))),
  pipelineFact(pipelineEvent('SUCCEEDED', backend(1))),
];

const failureAndRollback: Fact[] = [
  deployment('d-FAILED001', 'CREATED', 'START'),
  deployment('d-FAILED001', 'FAILED', 'FAILURE', {
    ...COMPLETE,
    errorInformation: '{"ErrorCode":"UNKNOWN","ErrorMessage":"in other words"}',
  }),
  deployment('d-ROLLBACK1', 'CREATED', 'START'),
  deployment('d-ROLLBACK1', 'SUCCEEDED', 'SUCCESS', {
    ...COMPLETE,
    rollbackInformation: '{"RollbackTriggeringDeploymentId":"d-FAILED001","RollbackMessage":"in other words"}',
  }),
  pipelineFact(actionEvent('FAILED', deploy(2, 'Deployment d-FAILED001 failed')), {
    additionalInformation: 'Deployment d-FAILED001 failed',
  }),
  pipelineFact(stageEvent('FAILED', backend(2)), FAILED_DEPLOY),
  pipelineFact(pipelineEvent('FAILED', backend(2)), { ...FAILED_DEPLOY, failedStage: 'Deploy' }),
];

function refunds(execution: number) {
  return { pipeline: 'web-refunds', 'execution-id': `44444444-dddd-4000-8000-00000000000${execution}` };
}

function web(execution: number) {
  return {
    pipeline: 'web-release',
    'execution-id': `22222222-bbbb-4000-8000-00000000000${execution}`,
  };
}
const signOff = {
  ...web(3),
  stage: 'Release',
  action: 'Sign off',
  'action-execution-id': '22222222-0003-4000-8000-000000000003',
  type: { owner: 'AWS', provider: 'Manual', category: 'Approval', version: '1' },
};
const request = { customData: 'Release 13aa20b?', externalEntityLink: 'https://staging.code-review-area.com' };

const canaryAndPipeline: Fact[] = [
  ...canary,
  pipelineFact(pipelineEvent('SUCCEEDED', refunds(1))),
  pipelineFact(pipelineEvent('FAILED', refunds(2))),
];

const buildAndSuccess: Fact[] = [
  pipelineFact(pipelineEvent('FAILED', web(2)), {
    failedActionCount: 1,
    failedActions: [{ action: 'Unit', additionalInformation: 'in other words' }],
    failedStage: 'Test',
  }),
  pipelineFact(pipelineEvent('SUCCEEDED', web(1))),
];

/**
 * The action's own notification is reported without being asked for and its event is not, so that both are only one
 * fact where it is asked for.
 */
const approval: Fact = [
  ...pipelineFact(actionEvent('STARTED', signOff), request),
  throughTopic(
    approvalNotification({
      pipelineName: 'web-release',
      stageName: 'Release',
      actionName: 'Sign off',
      token: signOff['action-execution-id'],
      expires: '2024-11-02T13:03Z',
      approvalReviewLink: `https://console.aws.amazon.com/codesuite/codepipeline/pipelines/web-release/view?region=${REGION}#/Release/Sign%20off/approve/${signOff['action-execution-id']}`,
      ...request,
    }),
  ),
];
const failedInstance = { deploymentId: 'd-FAILED001', instanceId: 'i-0a1c3e5f7b9d2468a' };
const instance: Fact = [
  instanceEvent('FAILURE', {
    ...failedInstance,
    application: names.applicationName,
    deploymentGroup: names.deploymentGroupName,
  }),
  throughTopic(
    instanceTrigger('Failed', {
      ...failedInstance,
      lastUpdatedAt: '1730441724.9',
      lifecycleEvents: '[{"LifecycleEvent":"ApplicationStop","LifecycleEventStatus":"Succeeded"}]',
    }),
  ),
];

/** A moment at which the deployments of both pipelines' executions have only just ended. */
const JUST_NOW_MS = Date.parse('2024-11-01T06:16:00Z');

/** Returns what arrives at Slack: of several messages with one identity the queue keeps the first. */
async function deliver(
  events: readonly unknown[],
  additionalEvents: readonly AdditionalEvent[],
): Promise<Map<string, SlackMessage>> {
  const settings = { deployments: DEPLOYMENTS, additionalEvents, now: () => JUST_NOW_MS };
  const { handler, notifications } = setUpHandler(world, settings, OWN);
  for (const event of events) await handler(event);
  const kept = new Map<string, SlackMessage>();
  for (const { identity, message } of notifications) {
    const id = deduplicationId(identity);
    if (!kept.has(id)) kept.set(id, message);
  }
  return kept;
}

function sorted(messages: Map<string, SlackMessage>) {
  return [...messages].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Returns every fact by at least one route, some of them twice, in any order. */
function deliveries(facts: readonly Fact[]): fc.Arbitrary<unknown[]> {
  return fc
    .tuple(...facts.map((routes) => fc.array(fc.constantFrom(...routes), { minLength: 1, maxLength: 3 })))
    .chain((chosen) => {
      const events = chosen.flat();
      return fc.shuffledSubarray(events, { minLength: events.length });
    });
}

describe('the handler, for permuted and duplicated events,', () => {
  it.each([
    ['a deployment that succeeds', success, [], 1],
    ['a deployment that succeeds, with everything asked for', success, EVERYTHING, 7],
    ['a deployment that fails and is rolled back', failureAndRollback, [], 2],
    ['a deployment that fails and is rolled back, with everything asked for', failureAndRollback, EVERYTHING, 6],
    ['a canary that succeeds and one that an alarm stops', canaryAndPipeline, [], 3],
    ['a failed build and a success without CodeDeploy', buildAndSuccess, [], 2],
    ['an approval and an instance, asked for', [approval, instance], EVERYTHING, 2],
  ])('enqueues the same messages for %s', async (_name, facts, additionalEvents, count) => {
    const expected = sorted(
      await deliver(
        facts.map(([first]) => first),
        additionalEvents,
      ),
    );
    expect(expected).toHaveLength(count);
    await fc.assert(
      fc.asyncProperty(deliveries(facts), async (events) => {
        expect(sorted(await deliver(events, additionalEvents))).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});
