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
const place = { account: ACCOUNT, region: REGION };

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
    expect(direct).toMatchObject(place);
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

  it('leaves out a region that is none, for it becomes part of a host’s name', () => {
    const event = pipelineEvent('FAILED');
    expect(parse({ ...event, region: 'evil.example.com/#' })).toMatchObject({ region: undefined });
    expect(parse(throughTopic(deploymentTrigger('CREATED', { region: 'x@evil.example' })))).toMatchObject({
      region: REGION,
    });
  });
});

describe('a parsed deployment', () => {
  it('has the same status in the words of triggers, the documentation and EventBridge', () => {
    const statuses = [deploymentTrigger('FAILED'), deploymentTrigger('Failed'), deploymentEvent('FAILURE')].map(
      (payload) => parse(throughTopic(payload)),
    );
    for (const event of statuses) expect(event).toMatchObject({ kind: 'deployment', status: 'failed' });
  });

  it('has an end when its event says so, and not before', () => {
    expect(parse(deploymentEvent('SUCCESS'))).toMatchObject({ endedAt: new Date('2024-11-01T06:15:20Z') });
    expect(parse(deploymentEvent('START'))).toMatchObject({ status: 'created', endedAt: undefined });
  });

  it('counts no instances that are no number, not even where the value cannot be converted to one', () => {
    const deploymentOverview = { Succeeded: { toString: 1 }, Failed: [2], Skipped: true, Pending: '3' };
    expect(parse(throughTopic(deploymentTrigger('FAILED', { deploymentOverview })))).toMatchObject({
      instances: { succeeded: 0, failed: 0, skipped: 0, pending: 3 },
    });
  });
});

describe('a parsed instance', () => {
  const events = [{ LifecycleEvent: 'BeforeInstall', LifecycleEventStatus: 'Failed', StartTime: '1446744189.827' }];
  const parsed = [{ name: 'BeforeInstall', status: 'Failed' }];

  it.each<[string, unknown, unknown]>([
    ['a list, as documented', events, parsed],
    ['a JSON text', JSON.stringify(events), parsed],
    ['nothing', '', []],
    ['something else', '{"a":', []],
    ['odd items', [null, 1, {}], []],
  ])('has its lifecycle events where they come as %s', (_name, lifecycleEvents, expected) => {
    expect(parse(throughTopic(instanceTrigger('Failed', { lifecycleEvents })))).toMatchObject({
      kind: 'instance',
      status: 'failed',
      lifecycleEvents: expected,
    });
  });

  it('has the same id, whichever form names it', () => {
    const ids = [instanceTrigger('Succeeded'), instanceEvent('SUCCESS')].map((payload) => parse(throughTopic(payload)));
    for (const event of ids) expect(event).toMatchObject({ instanceId: 'i-0a1b2c3d4e5f60718', status: 'succeeded' });
  });

  it('is no deployment, even where its notification names application and group', () => {
    const event = instanceTrigger('Succeeded', { applicationName: 'a', deploymentGroupName: 'g', status: 'x' });
    expect(parse(throughTopic(event))).toMatchObject({ kind: 'instance', application: 'a', group: 'g' });
  });
});

describe('a parsed pipeline execution', () => {
  it('has no push where its event says how it was started', () => {
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
  ])('has the ref of the push %j', (trigger, ref) => {
    const push = { 'author-display-name': 'Mary Major', 'commit-id': 'a1b2c3d', 'author-email': 'mary@example.com' };
    expect(parse(pipelineEvent('SUCCEEDED', { 'execution-trigger': { ...push, ...trigger } }))).toMatchObject({
      push: { commitId: 'a1b2c3d', author: 'Mary Major', ref },
    });
  });

  it('has the stage and the actions that a notification rule adds to a failure', () => {
    const attributes = {
      failedActionCount: 1,
      failedActions: [{ action: 'Unit', additionalInformation: 'Build failed' }, { oddity: true }],
      failedStage: 'Test',
    };
    expect(parse(throughTopic(byNotificationRule(pipelineEvent('FAILED'), attributes)))).toMatchObject({
      failedStage: 'Test',
      failedActions: [{ action: 'Unit', information: 'Build failed' }],
    });
  });

  it.each([
    [{ version: '1' }, undefined],
    [{ version: 16.0, 'pipeline-execution-attempt': 2.0 }, 2],
    [{ 'pipeline-execution-attempt': '3' }, 3],
    [{ 'pipeline-execution-attempt': 'many' }, undefined],
  ])('whose event says %j has the attempt %s', (detail, attempt) => {
    const change = { 'pipeline-execution-attempt': undefined, ...detail };
    expect(parse(pipelineEvent('STARTED', change))).toMatchObject({ kind: 'pipeline', attempt });
  });
});

describe('a parsed action', () => {
  const result = {
    'external-execution-url': 'https://example.com/build',
    'external-execution-summary': 'Deployment d-1 failed',
    'external-execution-id': 'd-1',
    'error-code': 'JobFailed',
  };

  it('has the summary, the error and the log of its provider', () => {
    expect(parse(actionEvent('FAILED', { 'execution-result': result }))).toMatchObject({
      provider: 'CodeDeploy',
      summary: 'Deployment d-1 failed',
      errorCode: 'JobFailed',
      logUrl: 'https://example.com/build',
    });
  });

  it('of a source has the commit’s title, not the JSON around it', () => {
    const summary = JSON.stringify({ ProviderType: 'GitHub', CommitMessage: 'Add the reminder\n\nAfter two days.' });
    const type = { category: 'Source', provider: 'CodeStarSourceConnection' };
    const change = { type, 'execution-result': { ...result, 'external-execution-summary': summary } };
    expect(parse(actionEvent('SUCCEEDED', change))).toMatchObject({ summary: 'Add the reminder' });
  });

  it('of an old event has neither a provider nor a result', () => {
    const change = { type: undefined, region: undefined, version: '1' };
    expect(parse(actionEvent('STARTED', change))).toMatchObject({ kind: 'action', provider: undefined });
  });
});
