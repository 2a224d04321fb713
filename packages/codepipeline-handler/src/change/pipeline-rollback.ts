import type { PipelineExecution } from '@aws-sdk/client-codepipeline';
import type { PipelineRollback } from '@shipbell/core';
import { jsonObject } from '@shipbell/core';

/**
 * What an execution that rolls a stage back says of itself; undefined for any other:
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-rollback.html
 */
export function rollbackOf({
  executionType,
  trigger,
  rollbackMetadata,
}: PipelineExecution): Omit<PipelineRollback, 'from'> | undefined {
  if (executionType !== 'ROLLBACK') return undefined;
  const isAutomatic = trigger?.triggerType === 'AutomatedRollback';
  const { FailedPipelineExecutionId: failed } = isAutomatic ? jsonObject(trigger?.triggerDetail) : {};
  return {
    isAutomatic,
    failedExecutionId: typeof failed === 'string' ? failed : undefined,
    targetExecutionId: rollbackMetadata?.rollbackTargetPipelineExecutionId,
  };
}
