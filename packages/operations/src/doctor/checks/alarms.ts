import { terraformApply } from '../../command-line/commands.ts';
import { printableError } from '../../command-line/printable.ts';
import { type Check, type DoctorContext, type Finding, failed, failuresOr, unknown } from '../check.ts';
import { readAlarms } from '../read-alarms.ts';
import { readSubscriptions } from '../read-subscriptions.ts';

/** How many alarms one call of EnableAlarmActions takes. */
const MAX_NAMES = 100;

/** Whether there are alarms, and somebody hears of them. */
export const alarms: Check = {
  name: 'alarms',
  actions: ['cloudwatch:DescribeAlarms', 'sns:ListSubscriptionsByTopic'],
  async run(context) {
    const { environment } = context;
    const found = await readAlarms(context);
    if (found.length === 0) return [failed('There are no alarms.', terraformApply(environment))];
    const unheard = found.filter(({ actions }) => actions.length === 0);
    const off = found.filter(({ isTurnedOff }) => isTurnedOff).map(({ name }) => name);
    const actions = [...new Set(found.flatMap((alarm) => alarm.actions))];
    const findings = [
      unheard.length > 0
        ? failed(
            `${unheard.length} of ${found.length} alarms notify nobody. Set alarm_emails or alarm_actions in infra/environments/${environment}.tfvars, and type:`,
            terraformApply(environment),
          )
        : undefined,
      off.length > 0
        ? failed(
            `The actions of ${off.length} of ${found.length} alarms are turned off.`,
            `aws cloudwatch enable-alarm-actions --alarm-names ${off.slice(0, MAX_NAMES).join(' ')}`,
          )
        : undefined,
      ...(await Promise.all(actions.map((action) => findListener(action, context)))),
    ];
    return failuresOr(findings, `${found.length}, which act on ${actions.join(', ')}`);
  },
};

/** Returns what keeps a topic from notifying anybody; undefined where somebody hears of it, and for any other action. */
async function findListener(action: string, { environment, clients }: DoctorContext): Promise<Finding | undefined> {
  if (action.split(':')[2] !== 'sns') return undefined;
  try {
    const subscriptions = await readSubscriptions(clients.sns, action);
    if (!subscriptions) return failed(`Alarms act on ${action}, which is not there.`, terraformApply(environment));
    // What is not confirmed yet has the word PendingConfirmation in place of an ARN.
    if (subscriptions.some(({ SubscriptionArn }) => SubscriptionArn?.startsWith('arn:'))) return undefined;
    return failed(
      subscriptions.length > 0
        ? `Nobody has confirmed the subscription to ${action}: open the link that AWS mailed (AWS Notification - Subscription Confirmation). To have it mailed again, type:`
        : `Nobody is subscribed to ${action}, on which alarms act.`,
      `aws sns subscribe --topic-arn ${action} --protocol email --notification-endpoint YOU@EXAMPLE.COM`,
    );
  } catch (error) {
    return unknown(`who hears of ${action} is not known (${printableError(error)})`);
  }
}
