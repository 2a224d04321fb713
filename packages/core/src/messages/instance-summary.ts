import type { InstanceCounts } from '../reports/deployment-report.ts';

/** `1 of 1 instances`, and how many are in another state where some are. */
export function instanceSummary(counts: InstanceCounts): string {
  const { succeeded, failed, skipped, inProgress, pending, ready } = counts;
  const total = succeeded + failed + skipped + inProgress + pending + ready;
  const others = [
    [failed, 'failed'],
    [skipped, 'skipped'],
    [inProgress, 'in progress'],
    [pending, 'pending'],
    [ready, 'ready'],
  ] as const;
  return [
    `${succeeded} of ${total} instances`,
    ...others.filter(([count]) => count > 0).map(([count, state]) => `${count} ${state}`),
  ].join(', ');
}
