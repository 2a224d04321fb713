import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../testing/set-up-doctor.ts';
import { concurrency } from './concurrency.ts';

describe('concurrency', () => {
  const account = (limit: number, free: number, used: number) => ({
    GetAccountSettings: { AccountLimit: { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: free } },
    GetMetricStatistics: { Datapoints: [{ Maximum: used }] },
  });

  it('is well where an instance of each function is left, as in a new account', async () => {
    expect(await findingsOf(concurrency, account(10, 10, 7))).toEqual([
      { kind: 'ok', what: '3 of the account’s 10 were left in the last 15 minutes' },
    ]);
    expect(await findingsOf(concurrency, { ...account(10, 10, 0), GetMetricStatistics: {} })).toMatchObject([
      { kind: 'ok' },
    ]);
  });

  it('fails where fewer are left', async () => {
    expect(await findingsOf(concurrency, account(1_000, 900, 898))).toEqual([
      {
        kind: 'failed',
        what: '2 of the account’s 1000 were left in the last 15 minutes: functions without reserved_concurrency are throttled.',
        type: 'aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 2000',
      },
    ]);
  });

  it('is not known where AWS does not say it', async () => {
    expect(await findingsOf(concurrency, {})).toMatchObject([
      { kind: 'unknown', why: expect.stringContaining('not known here') },
    ]);
  });
});
