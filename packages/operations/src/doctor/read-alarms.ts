import { DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { deploymentRules } from '../names.ts';
import type { DoctorContext } from './check.ts';

/** An alarm of the environment. */
export interface Alarm {
  readonly name: string;
  /** The ARNs of what it acts on; none where its actions are turned off. */
  readonly actions: readonly string[];
  readonly isTurnedOff: boolean;
  /** The rule whose lost events it counts. */
  readonly ruleName: string | undefined;
}

/**
 * Returns the alarms of the environment:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function readAlarms(context: DoctorContext): Promise<readonly Alarm[]> {
  const { clients, names } = context;
  const own = ownDimensions(context);
  const alarms: MetricAlarm[] = [];
  let NextToken: string | undefined;
  do {
    const page = await clients.cloudwatch.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: `${names.alarm_prefix}-`, ...(NextToken && { NextToken }) }),
    );
    alarms.push(...(page.MetricAlarms ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return alarms
    .filter(({ Dimensions = [] }) => Dimensions.some(({ Value = '' }) => own.has(Value)))
    .map(({ AlarmName = '', AlarmActions = [], ActionsEnabled = true, Dimensions = [] }) => ({
      name: AlarmName,
      actions: AlarmActions,
      isTurnedOff: !ActionsEnabled,
      ruleName: Dimensions.find(({ Name }) => Name === 'RuleName')?.Value,
    }));
}

/** What the alarms of this environment watch. Their names alone may be those of an environment `dev-2` beside `dev`. */
function ownDimensions({ environment, names }: DoctorContext): ReadonlySet<string> {
  return new Set([environment, ...Object.values(names), ...deploymentRules(environment)]);
}
