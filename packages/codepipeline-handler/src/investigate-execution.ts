import type { PipelineEvent } from './events/pipeline-event.ts';
import type { ExecutionFindings, Investigation } from './investigation.ts';

/** What can be found out about a pipeline execution before the signal ends the looking. Never throws. */
export const investigateExecution = async (
  event: PipelineEvent,
  _investigation: Investigation,
): Promise<ExecutionFindings> => ({
  startedAt: event.startedAt,
  deployers: 'unknown',
  isDeploymentFailure: false,
  targets: { kind: 'unknown', reason: 'nobody looked' },
  source: { kind: 'unknown', reason: 'nobody looked', pipeline: event.pipeline },
  change: undefined,
  failure: undefined,
  rollback: undefined,
  summary: undefined,
});
