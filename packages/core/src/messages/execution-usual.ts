import type { ExecutionReport } from '../reports/execution-report.ts';
import { formatDuration } from './duration.ts';

/** Fewer executions than these tell nothing of what is usual. */
const ENOUGH = 3;
/** Below it a difference is noise, however large it is in proportion: a cold start alone takes seconds. */
const NOISE = 5_000;
const SLOWER = 1.5;
const FASTER = 0.5;

type Ended = Pick<ExecutionReport, 'status' | 'redriveCount' | 'startedAt' | 'endedAt' | 'usual'>;

/**
 * `usually 6m 10s` where this execution took unusually long; or unusually short and succeeded, for then it may have
 * found nothing to do, while a failure cuts any execution short. Undefined where there is nothing to say, and of a
 * redrive, which runs only what had failed.
 */
export const usualNote = ({ status, redriveCount, startedAt, endedAt, usual }: Ended): string | undefined => {
  if (!startedAt || !endedAt || redriveCount > 0) return undefined;
  if (usual === undefined || usual.unknown !== undefined || usual.of < ENOUGH) return undefined;
  const took = endedAt.getTime() - startedAt.getTime();
  const isSlower = took >= usual.median * SLOWER;
  const isFaster = took <= usual.median * FASTER && status === 'succeeded';
  if (Math.abs(took - usual.median) < NOISE || !(isSlower || isFaster)) return undefined;
  return `usually ${formatDuration(usual.median)}`;
};
