import { hostileJson, hostileText } from '@shipbell/testing/fuzzing';
import fc from 'fast-check';
import { throughTopic } from './aws-events.ts';

/** Generates objects with some of these members, whatever they hold. */
function membersOf(...names: readonly string[]): fc.Arbitrary<object> {
  return fc.record(Object.fromEntries(names.map((name) => [name, fc.oneof(hostileText, hostileJson)])), {
    requiredKeys: [],
  });
}

/**
 * Generates payloads of one kind: the members that make a payload one of the kind are there and hold any text, and the
 * others may be missing.
 */
function payload(needed: readonly string[], others: readonly string[]): fc.Arbitrary<object> {
  return fc
    .tuple(
      membersOf(...needed, ...others),
      fc.array(hostileText, { minLength: needed.length, maxLength: needed.length }),
    )
    .map(([any, texts]) => ({
      ...any,
      ...Object.fromEntries(needed.map((name, index) => [name, texts[index] || '?'])),
    }));
}

const triggers = fc.oneof(
  payload(
    ['applicationName', 'deploymentGroupName', 'deploymentId'],
    [
      'status',
      'region',
      'accountId',
      'createTime',
      'completeTime',
      'deploymentOverview',
      'errorInformation',
      'rollbackInformation',
    ],
  ),
  payload(['deploymentId', 'instanceId'], ['instanceStatus', 'lifecycleEvents', 'lastUpdatedAt', 'region']),
  fc.record({
    region: hostileText,
    approval: payload(
      ['pipelineName', 'stageName', 'actionName'],
      ['token', 'expires', 'customData', 'externalEntityLink', 'approvalReviewLink'],
    ),
  }),
);

const CODEDEPLOY = ['application', 'deploymentGroup', 'deploymentId'];
const PIPELINE = ['pipeline', 'execution-id'];
const DETAILS: readonly (readonly [detailType: string, needed: readonly string[]])[] = [
  ['CodeDeploy Deployment State-change Notification', CODEDEPLOY],
  ['CodeDeploy Instance State-change Notification', ['deploymentId', 'instanceId']],
  ['CodePipeline Pipeline Execution State Change', PIPELINE],
  ['CodePipeline Stage Execution State Change', [...PIPELINE, 'stage']],
  ['CodePipeline Action Execution State Change', [...PIPELINE, 'stage', 'action']],
  ['__proto__', []],
];
const OTHERS = [
  'state',
  'start-time',
  'execution-trigger',
  'pipeline-execution-attempt',
  'type',
  'execution-result',
  'action-execution-id',
];

/** Generates EventBridge's events, and with `detailType` those of a notification rule. */
const changes = fc
  .constantFrom(...DETAILS)
  .chain(([detailType, needed]) =>
    fc.record({
      id: hostileText,
      source: fc.constantFrom('aws.codepipeline', 'aws.codedeploy', 'constructor'),
      'detail-type': fc.constant(detailType),
      detail: payload(needed, OTHERS),
      extra: membersOf(
        'account',
        'region',
        'time',
        'resources',
        'additionalAttributes',
        'detailType',
        'notificationRuleArn',
      ),
    }),
  )
  .map(({ extra, ...event }) => ({ ...event, ...extra }));

/** Generates events that nobody makes, and payloads that hold what makes them a payload and are wrong in all else. */
export const rawEvents: fc.Arbitrary<unknown> = fc.oneof(
  hostileJson,
  changes,
  fc
    .array(fc.oneof(triggers, changes, hostileText, hostileJson), { minLength: 1, maxLength: 3 })
    .map((all) => throughTopic(...all)),
  fc.record({ Records: fc.oneof(hostileJson, fc.array(hostileJson, { minLength: 1, maxLength: 3 })) }),
  fc.record({
    Records: fc.array(fc.record({ Sns: payload(['MessageId', 'Message'], ['Subject', 'TopicArn']) }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
);
