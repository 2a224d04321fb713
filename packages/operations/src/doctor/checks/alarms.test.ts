import { describe, expect, it } from 'vitest';
import { APPLY, awsError, findingsOf, functionArn } from '../../testing/set-up-doctor.ts';
import { alarms } from './alarms.ts';

describe('alarms', () => {
  const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:shipbell-dev-alarms';
  const alarm = (more: object = {}) => ({
    AlarmName: 'shipbell-dev-late-messages',
    AlarmActions: [TOPIC],
    ActionsEnabled: true,
    Dimensions: [{ Name: 'QueueName', Value: 'shipbell-dev-slack.fifo' }],
    ...more,
  });
  const ofAnother = alarm({
    AlarmActions: [],
    Dimensions: [{ Name: 'QueueName', Value: 'shipbell-dev-2-slack.fifo' }],
  });
  const answers = {
    DescribeAlarms: { MetricAlarms: [alarm(), ofAnother] },
    ListSubscriptionsByTopic: { Subscriptions: [{ SubscriptionArn: `${TOPIC}:1` }] },
  };

  it('is well where somebody is subscribed to what all alarms act on, whatever those of dev-2 do', async () => {
    expect(await findingsOf(alarms, answers)).toEqual([{ kind: 'ok', what: `1, which act on ${TOPIC}` }]);
  });

  it('takes any action but a topic for somebody', async () => {
    const AlarmActions = [functionArn('shipbell-dev-codepipeline-handler')];
    const MetricAlarms = [alarm({ AlarmActions })];
    expect(await findingsOf(alarms, { DescribeAlarms: { MetricAlarms } })).toMatchObject([{ kind: 'ok' }]);
  });

  it('fails where there is no alarm, where one notifies nobody, and where its actions are turned off', async () => {
    expect(await findingsOf(alarms, { DescribeAlarms: { MetricAlarms: [ofAnother] } })).toEqual([
      { kind: 'failed', what: 'There are no alarms.', type: APPLY },
    ]);
    const MetricAlarms = [alarm({ AlarmActions: [] }), alarm({ ActionsEnabled: false })];
    expect(await findingsOf(alarms, { ...answers, DescribeAlarms: { MetricAlarms } })).toEqual([
      { kind: 'failed', what: expect.stringMatching(/^1 of 2 alarms notify nobody\. Set alarm_emails/), type: APPLY },
      {
        kind: 'failed',
        what: 'The actions of 1 of 2 alarms are turned off.',
        type: 'aws cloudwatch enable-alarm-actions --alarm-names shipbell-dev-late-messages',
      },
    ]);
  });

  it.each([
    ['nobody is subscribed', { Subscriptions: [] }, 'Nobody is subscribed to', 'aws sns subscribe --topic-arn'],
    [
      'nobody has confirmed',
      { Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }] },
      'Nobody has confirmed',
      'aws sns subscribe --topic-arn',
    ],
    ['the topic is gone', awsError('NotFoundException'), 'Alarms act on', APPLY],
  ])('fails where %s', async (_, ListSubscriptionsByTopic, what, type) => {
    expect(await findingsOf(alarms, { ...answers, ListSubscriptionsByTopic })).toEqual([
      { kind: 'failed', what: expect.stringContaining(what), type: expect.stringContaining(type) },
    ]);
  });

  it('does not know who hears of a topic that may not be read', async () => {
    const { DescribeAlarms } = answers;
    expect(await findingsOf(alarms, { DescribeAlarms })).toMatchObject([{ kind: 'unknown' }]);
  });
});
