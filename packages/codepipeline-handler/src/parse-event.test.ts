import { describe, expect, it } from 'vitest';
import { recordsOf } from './envelope/unwrap.ts';
import { type DomainEvent, parseRecord } from './parse-event.ts';
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

function parse(event: unknown): DomainEvent {
  return parseRecord(recordsOf(event)[0]);
}
const location = { account: ACCOUNT, region: REGION };

describe('parseRecord, of any envelope,', () => {
  it.each<[string, Payload]>([
    ['a deployment', deploymentEvent('SUCCESS')],
    ['an instance', instanceEvent('FAILURE')],
    ['a pipeline', pipelineEvent('FAILED')],
    ['a stage', stageEvent('FAILED')],
    ['an action', actionEvent('FAILED')],
    ['an approval', actionEvent('STARTED', { type: { category: 'Approval', provider: 'Manual' } })],
  ])('returns the same event for %s, direct, through a topic and by a notification rule', (_name, event) => {
    const direct = parse(event);
    expect(direct).toMatchObject(location);
    expect(direct.kind).not.toBe('other');
    expect(parse(throughTopic(event))).toEqual(direct);
    expect(parse(throughTopic(byNotificationRule(event)))).toEqual(direct);
  });

  it('returns the same for an event that has no parser, so that two routes make one message of it', () => {
    const event: Payload = { ...pipelineEvent('FAILED'), 'detail-type': 'CodePipeline Rule Execution State Change' };
    expect(parse(event)).toMatchObject({ kind: 'other', id: event.id });
    expect(parse(throughTopic(event))).toEqual(parse(event));
  });

  it('returns an event for each of several records', () => {
    const records = recordsOf(throughTopic(deploymentTrigger('SUCCEEDED'), instanceTrigger('Failed'), 'hello'));
    expect(records.map((record) => parseRecord(record).kind)).toEqual(['deployment', 'instance', 'other']);
  });

  it.each<[string, Payload]>([
    ['another source with a known type', { ...pipelineEvent('FAILED'), source: 'com.example' }],
    ['a known source with another type', { ...pipelineEvent('FAILED'), 'detail-type': 'CodePipeline Weather' }],
    ['a pipeline without a name', pipelineEvent('FAILED', { pipeline: null })],
    ['a detail that is a list', { ...stageEvent('FAILED'), detail: [] }],
    ['an approval without an action', approvalNotification({ actionName: undefined })],
  ])('returns a neutral event for %s', (_name, payload) => {
    expect(parse(throughTopic(payload)).kind).toBe('other');
  });

  it('leaves out links that do something when Slack opens them for a preview', () => {
    const link = 'https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn';
    const wrapped = { Type: 'Notification', Message: 'hello', SubscribeURL: link, UnsubscribeURL: link };
    expect(parse(throughTopic(wrapped))).toMatchObject({
      facts: [
        ['Type', 'Notification'],
        ['Message', 'hello'],
      ],
    });
  });

  it('leaves out a region that is no region’s name, because it becomes part of a host’s name', () => {
    const event = pipelineEvent('FAILED');
    expect(parse({ ...event, region: 'evil.example.com/#' })).toMatchObject({ region: undefined });
    expect(parse(throughTopic(deploymentTrigger('CREATED', { region: 'x@evil.example' })))).toMatchObject({
      region: REGION,
    });
  });
});

describe('parseRecord of a deployment', () => {
  it('returns the same status for the words of triggers, the documentation and EventBridge', () => {
    const statuses = [deploymentTrigger('FAILED'), deploymentTrigger('Failed'), deploymentEvent('FAILURE')].map(
      (payload) => parse(throughTopic(payload)),
    );
    for (const event of statuses) expect(event).toMatchObject({ kind: 'deployment', status: 'failed' });
  });

  it('returns an end where the event says that the deployment has ended, and no end before', () => {
    expect(parse(deploymentEvent('SUCCESS'))).toMatchObject({ endedAt: new Date('2024-11-01T06:15:20Z') });
    expect(parse(deploymentEvent('START'))).toMatchObject({ status: 'created', endedAt: undefined });
  });

  it('takes a count that is no number for zero, even where it cannot be converted to one', () => {
    const deploymentOverview = { Succeeded: { toString: 1 }, Failed: [2], Skipped: true, Pending: '3' };
    expect(parse(throughTopic(deploymentTrigger('FAILED', { deploymentOverview })))).toMatchObject({
      instances: { succeeded: 0, failed: 0, skipped: 0, pending: 3 },
    });
  });
});

describe('parseRecord of an instance', () => {
  const events = [{ LifecycleEvent: 'BeforeInstall', LifecycleEventStatus: 'Failed', StartTime: '1446744189.827' }];
  const parsed = [{ name: 'BeforeInstall', status: 'Failed' }];

  it.each<[string, unknown, unknown]>([
    ['a list, as documented', events, parsed],
    ['a JSON text', JSON.stringify(events), parsed],
    ['nothing', '', []],
    ['something else', '{"a":', []],
    ['odd items', [null, 1, {}], []],
  ])('returns the lifecycle events where they come as %s', (_name, lifecycleEvents, expected) => {
    expect(parse(throughTopic(instanceTrigger('Failed', { lifecycleEvents })))).toMatchObject({
      kind: 'instance',
      status: 'failed',
      lifecycleEvents: expected,
    });
  });

  it('returns the same instance id for an id and for an ARN', () => {
    const ids = [instanceTrigger('Succeeded'), instanceEvent('SUCCESS')].map((payload) => parse(throughTopic(payload)));
    for (const event of ids) expect(event).toMatchObject({ instanceId: 'i-0a1b2c3d4e5f60718', status: 'succeeded' });
  });

  it('returns an instance and no deployment, even where the notification names application and group', () => {
    const event = instanceTrigger('Succeeded', { applicationName: 'a', deploymentGroupName: 'g', status: 'x' });
    expect(parse(throughTopic(event))).toMatchObject({ kind: 'instance', application: 'a', group: 'g' });
  });
});

describe('parseRecord of a pipeline execution', () => {
  it('returns no push where the event says how the execution was started', () => {
    const trigger = { 'trigger-type': 'StartPipelineExecution', 'trigger-detail': 'arn:aws:sts::1:assumed-role/a/b' };
    expect(parse(pipelineEvent('STARTED', { 'execution-trigger': trigger }))).toMatchObject({ push: undefined });
  });

  it.each([
    [{ 'branch-name': 'main' }, { kind: 'branch', name: 'main' }],
    [{ 'tag-name': 'v1.2.0' }, { kind: 'tag', name: 'v1.2.0' }],
    [
      { 'pull-request-id': 42, 'branch-name': 'main' },
      { kind: 'pull request', name: '42' },
    ],
  ])('returns the branch, tag or pull request of the push %j', (trigger, ref) => {
    const push = { 'author-display-name': 'Mary Major', 'commit-id': 'a1b2c3d', 'author-email': 'mary@example.com' };
    expect(parse(pipelineEvent('SUCCEEDED', { 'execution-trigger': { ...push, ...trigger } }))).toMatchObject({
      push: { revision: { id: 'a1b2c3d', author: 'Mary Major', ref } },
    });
  });

  it('returns the stage and the actions that a notification rule adds to a failure', () => {
    const attributes = {
      failedActionCount: 1,
      failedActions: [{ action: 'Unit', additionalInformation: 'Build failed' }, { oddity: true }],
      failedStage: 'Test',
    };
    expect(parse(throughTopic(byNotificationRule(pipelineEvent('FAILED'), attributes)))).toMatchObject({
      failedStage: 'Test',
      failedActions: [{ action: 'Unit', additionalInformation: 'Build failed' }],
    });
  });

  it.each([
    [{ version: '1' }, undefined],
    [{ version: 16.0, 'pipeline-execution-attempt': 2.0 }, 2],
    [{ 'pipeline-execution-attempt': '3' }, 3],
    [{ 'pipeline-execution-attempt': 'many' }, undefined],
  ])('returns for an event with %j the attempt %s', (detail, attempt) => {
    const change = { 'pipeline-execution-attempt': undefined, ...detail };
    expect(parse(pipelineEvent('STARTED', change))).toMatchObject({ kind: 'pipeline', attempt });
  });
});

describe('parseRecord of an action', () => {
  const result = {
    'external-execution-url': 'https://example.com/build',
    'external-execution-summary': 'Deployment d-1 failed',
    'external-execution-id': 'd-1',
    'error-code': 'JobFailed',
  };

  it('returns the summary, the error and the log of the action’s provider', () => {
    expect(parse(actionEvent('FAILED', { 'execution-result': result }))).toMatchObject({
      provider: 'CodeDeploy',
      summary: 'Deployment d-1 failed',
      errorCode: 'JobFailed',
      logUrl: 'https://example.com/build',
    });
  });

  it('returns the commit’s title for a source action, not the JSON around it', () => {
    const summary = JSON.stringify({ ProviderType: 'GitHub', CommitMessage: 'Add the reminder\n\nAfter two days.' });
    const type = { category: 'Source', provider: 'CodeStarSourceConnection' };
    const change = { type, 'execution-result': { ...result, 'external-execution-summary': summary } };
    expect(parse(actionEvent('SUCCEEDED', change))).toMatchObject({ summary: 'Add the reminder' });
  });

  it('returns neither a provider nor a result for an old event', () => {
    const change = { type: undefined, region: undefined, version: '1' };
    expect(parse(actionEvent('STARTED', change))).toMatchObject({ kind: 'action', provider: undefined });
  });
});
