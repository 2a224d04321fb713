import type { ExecutionReport } from '../reports/execution-report.ts';
import { formatDuration } from './duration.ts';

/** Fewer executions than these tell nothing of what is typical. */
const ENOUGH = 3;
/** Below it a difference is noise, however large it is in proportion: a cold start alone takes seconds. */
const NOISE = 5_000;
const SLOWER = 1.5;
const FASTER = 0.5;

type Ended = Pick<ExecutionReport, 'status' | 'redriveCount' | 'startedAt' | 'endedAt' | 'typicalDuration'>;

/**
 * How an execution compares with the typical duration: `as usual` for one that succeeded in about the usual time, else `usually
 * 6m 10s`, which leaves the judgement to the reader, for a failure cuts any execution short. Undefined where there is
 * nothing to compare with, and of a redrive, which runs only what had failed.
 */
export function typicalDurationNote({
  status,
  redriveCount,
  startedAt,
  endedAt,
  typicalDuration,
}: Ended): string | undefined {
  if (!startedAt || !endedAt || redriveCount > 0) return undefined;
  if (typicalDuration === undefined || typicalDuration.unknown !== undefined || typicalDuration.of < ENOUGH)
    return undefined;
  const took = endedAt.getTime() - startedAt.getTime();
  const isNear = took < typicalDuration.median * SLOWER && took > typicalDuration.median * FASTER;
  const isAsUsual = isNear || Math.abs(took - typicalDuration.median) < NOISE;
  return status === 'succeeded' && isAsUsual ? 'as usual' : `usually ${formatDuration(typicalDuration.median)}`;
}
