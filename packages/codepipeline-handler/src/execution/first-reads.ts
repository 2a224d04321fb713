import { begin } from '../aws/repeated-reads.ts';
import { isDeploy } from '../pipelines/deploy-actions.ts';
import { type ExecutionEvent, hasResult, isEnded } from './event.ts';
import type { FoundDeployers } from './find-targets.ts';
import type { ReadExecution } from './read-execution.ts';

/**
 * Begins the reads that an execution which is reported needs whatever they show, side by side: its actions have decided
 * that. Each is kept by the history, so that the searches, which ask one after the other, find the answers on their way.
 */
export function beginReads(
  event: ExecutionEvent,
  { history }: Pick<ReadExecution, 'history'>,
  { deployed }: Pick<FoundDeployers, 'deployed'>,
): void {
  const { status, executionId, stopComments } = event;
  // The list says why it was stopped, where the event does not.
  const isStopped = stopComments === undefined && (status === 'stopped' || status === 'stopping');
  const isCompared = hasResult(event) && deployed.value?.some(({ action }) => isDeploy(action));
  begin(history.execution(executionId));
  if (isStopped || isCompared) begin(history.executions());
  // The definition says what was not reached.
  if (isEnded(event) && status !== 'succeeded') begin(history.definition());
}
