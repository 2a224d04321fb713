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
function totalOf({ succeeded, failed, skipped, inProgress, pending, ready }: InstanceCounts): number {
  return succeeded + failed + skipped + inProgress + pending + ready;
}

/** Returns `1 of 3 instances`: how many succeeded, of how many. */
export function reached(report: DeploymentReport, instances: InstanceCounts): string {
  return `${instances.succeeded} of ${totalOf(instances)} ${unitsOf(report, 2)}`;
}

/** Returns `, 2 failed, 1 skipped`: how many are in which other state. */
export function notReached({ failed, skipped, inProgress, pending, ready }: InstanceCounts): string {
  const others = [
    [failed, 'failed'],
    [skipped, 'skipped'],
    [inProgress, 'in progress'],
    [pending, 'pending'],
    [ready, 'ready'],
  ] as const;
  return others.map(([count, state]) => (count > 0 ? `, ${count} ${state}` : '')).join('');
}

/**
 * Returns `1 of 3 instances, 2 failed`. Nothing for one ECS service or one function, which need no counting, and where
 * some have the new revision and others do not, which is said first.
 */
export function instanceSummary(report: DeploymentReport): string {
  const { instances } = report;
  if (instances === undefined || !isCounted(report) || isPartial(report) || isMixed(report)) return '';
  return reached(report, instances) + notReached(instances);
}

/** Returns whether the targets are instances, as far as that is known. */
function isCounted({ platform }: DeploymentReport): boolean {
  return platform !== 'ECS' && platform !== 'Lambda';
}

/** Returns whether CodeDeploy calls it a success though instances failed: as many as may fail, by its configuration. */
export function isPartial(report: DeploymentReport): boolean {
  return report.status === 'succeeded' && isCounted(report) && Boolean(report.instances?.failed);
}

/**
 * Returns whether only some instances have the new revision, and stay with it, after a deployment that broke. New
 * instances that were to replace the old ones do not count, for the old ones go on.
 */
export function isMixed(report: DeploymentReport): boolean {
  const { status, platform, instances, isBlueGreen, rollback, change, scaling } = report;
  const isTried = status === 'failed' || status === 'stopped';
  const isInPlace = isTried && platform === 'Server' && !isBlueGreen && !scaling;
  if (!isInPlace || !instances || rollback?.rollbackDeploymentId || change?.kind === 'same') return false;
  return instances.succeeded > 0 && instances.succeeded < totalOf(instances);
}
