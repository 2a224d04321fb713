import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { printableError } from '../../command-line/printable.ts';
import { type Check, type DoctorContext, failed, ok, unknown } from '../check.ts';

/** One instance of each function. */
const NEEDED = 3;

const LOOK_BACK_MS = 15 * 60_000;

/** Whether the account has concurrency left for the functions. */
export const concurrency: Check = {
  name: 'concurrency',
  actions: ['lambda:GetAccountSettings', 'cloudwatch:GetMetricStatistics'],
  async run(context) {
    try {
      const { limit, free, used } = await readConcurrency(context);
      const left = free - used;
      const what = `${left} of the account’s ${limit} were left in the last 15 minutes`;
      if (left >= NEEDED) return [ok(what)];
      // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
      const raise = `aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${Math.max(1_000, limit * 2)}`;
      return [failed(`${what}: functions without reserved_concurrency are throttled.`, raise)];
    } catch (error) {
      return [unknown(`not known here (${printableError(error)})`)];
    }
  },
};

/**
 * Returns how many instances may run at once in the account and region, for how many of them no function has a
 * reservation, and how many of these ran at most: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html
 */
async function readConcurrency({ clients, now }: DoctorContext) {
  const { AccountLimit } = await clients.lambda.send(new GetAccountSettingsCommand({}));
  const { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: free } = AccountLimit ?? {};
  if (limit === undefined || free === undefined) throw new Error('Lambda names no limit');
  const { Datapoints = [] } = await clients.cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/Lambda',
      MetricName: 'UnreservedConcurrentExecutions',
      Statistics: ['Maximum'],
      Period: LOOK_BACK_MS / 1_000,
      StartTime: new Date(now() - LOOK_BACK_MS),
      EndTime: new Date(now()),
    }),
  );
  return { limit, free, used: Math.max(0, ...Datapoints.map(({ Maximum = 0 }) => Maximum)) };
}
