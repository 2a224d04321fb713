import { describe, expect, it } from 'vitest';
import { APPLY, findingsOf, functionArn, NOT_FOUND } from '../../testing/set-up-doctor.ts';
import { rules } from './rules.ts';

describe('rules', () => {
  const alarmOf = (rule: string) => ({ AlarmName: 'x', Dimensions: [{ Name: 'RuleName', Value: rule }] });
  const DEPLOYMENTS = 'shipbell-dev-codedeploy-deployments';
  const answers = {
    DescribeAlarms: { MetricAlarms: [alarmOf(DEPLOYMENTS), alarmOf('shipbell-dev-2-codepipeline-executions')] },
    DescribeRule: ({ Name = '' }: { Name?: string }) =>
      Name.endsWith('sfn-status') || Name === DEPLOYMENTS ? { State: 'ENABLED' } : NOT_FOUND,
    ListTargetsByRule: ({ Rule = '' }: { Rule?: string }) => ({
      Targets: [
        {
          Arn:
            Rule === DEPLOYMENTS
              ? functionArn('shipbell-dev-codepipeline-handler')
              : functionArn('shipbell-dev-sfn-history-handler'),
        },
      ],
    }),
  };

  it('is well where each rule that has an alarm is on and has its handler as its target', async () => {
    expect(await findingsOf(rules, answers)).toEqual([
      { kind: 'ok', what: `on: shipbell-dev-sfn-status, ${DEPLOYMENTS}` },
    ]);
  });

  it('fails for a rule that is off, is gone, or passes its events elsewhere', async () => {
    const DescribeRule = ({ Name }: { Name?: string }) => (Name === DEPLOYMENTS ? NOT_FOUND : { State: 'ENABLED' });
    const ListTargetsByRule = { Targets: [{ Arn: functionArn('another') }] };
    expect(await findingsOf(rules, { ...answers, DescribeRule, ListTargetsByRule })).toContainEqual({
      kind: 'failed',
      what: `There is no rule ${DEPLOYMENTS}.`,
      type: APPLY,
    });
    expect(await findingsOf(rules, { ...answers, ListTargetsByRule })).toContainEqual({
      kind: 'failed',
      what: 'The rule shipbell-dev-sfn-status does not pass its events to shipbell-dev-sfn-history-handler.',
      type: APPLY,
    });
    expect(await findingsOf(rules, { ...answers, DescribeRule: { State: 'DISABLED' } })).toContainEqual({
      kind: 'failed',
      what: `The rule ${DEPLOYMENTS} is off: its events are not reported.`,
      type: `aws events enable-rule --name ${DEPLOYMENTS}`,
    });
  });
});
