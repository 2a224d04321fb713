import type { PipelineStepReport } from '@shipbell/core';
import { toStatus } from './status.ts';

const STATUSES: Readonly<Record<string, PipelineStepReport['status']>> = {
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

export const toStepStatus = (word: string): PipelineStepReport['status'] => toStatus(word, STATUSES);
