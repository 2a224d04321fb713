import type { ComputePlatform, DeploymentReport, InstanceCounts } from '../../reports/deployment-report.ts';

const UNITS: Record<ComputePlatform, readonly [one: string, several: string]> = {
  Server: ['instance', 'instances'],
  ECS: ['task set', 'task sets'],
  Lambda: ['function', 'functions'],
};

/** Returns what so many of the things are called to which it is deployed. */
export function unitsOf({ platform }: Pick<DeploymentReport, 'platform'>, count: number): string {
  const [one, several] = platform ? UNITS[platform] : ['target', 'targets'];
  return count === 1 ? one : several;
}

/** Returns how many there are in any state. */
export function totalOf({ succeeded, failed, skipped, inProgress, pending, ready }: InstanceCounts): number {
  return succeeded + failed + skipped + inProgress + pending + ready;
}

/**
 * Returns `1 of 3 instances, 2 failed`: how many succeeded, and how many are in which other state. Nothing for one ECS
 * service or one function, which need no counting.
 */
export function instanceSummary(report: DeploymentReport): string {
  const { instances, platform } = report;
  if (instances === undefined || platform === 'ECS' || platform === 'Lambda') return '';
  const { succeeded, failed, skipped, inProgress, pending, ready } = instances;
  const others = [
    [failed, 'failed'],
    [skipped, 'skipped'],
    [inProgress, 'in progress'],
    [pending, 'pending'],
    [ready, 'ready'],
  ] as const;
  return [
    `${succeeded} of ${totalOf(instances)} ${unitsOf(report, 2)}`,
    ...others.filter(([count]) => count > 0).map(([count, state]) => `${count} ${state}`),
  ].join(', ');
}
