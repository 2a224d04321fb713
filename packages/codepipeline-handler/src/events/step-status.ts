import type { StageOrActionReport } from '@shipbell/core';
import { toStatus } from './status.ts';

const STATUSES: Readonly<Record<string, StageOrActionReport['status']>> = {
  started: 'started',
  resumed: 'resumed',
  succeeded: 'succeeded',
  failed: 'failed',
  stopping: 'stopping',
  stopped: 'stopped',
  canceled: 'canceled',
  cancelled: 'canceled',
  abandoned: 'abandoned',
};

export function toStepStatus(word: string): StageOrActionReport['status'] {
  return toStatus(word, STATUSES);
}
