import type { PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import type { DeployedSource } from '@shipbell/core';
import type { Page } from '../aws/page.ts';
import { tryRead } from '../aws/read-failure.ts';
import type { Origin } from '../source/origins.ts';
import type { PipelineHistories } from '../source/pipeline-history.ts';

/** A revision and the newest executions of the pipeline that it came through, where they can be read. */
export interface Appearance {
  readonly id: string;
  /** The execution that it was last deployed by. */
  readonly executionId: string | undefined;
  readonly executions: Page<PipelineExecutionSummary> | undefined;
}

export async function readAppearance(
  { revision: { id } }: Origin,
  source: DeployedSource,
  histories: PipelineHistories,
): Promise<Appearance> {
  const { pipeline } = source;
  const executionId = source.kind === 'known' ? source.executionId : undefined;
  if (pipeline === undefined) return { id, executionId, executions: undefined };
  const executions = histories.of(pipeline).executions();
  const { value } = await tryRead(executions, `pipeline ${pipeline}`, 'codepipeline:ListPipelineExecutions');
  return { id, executionId, executions: value };
}

/** Whether the one was in its pipeline before the other was in its own; undefined where that is not to be seen. */
export function isOlderByAppearance(current: Appearance, previous: Appearance): boolean | undefined {
  const all = [current, previous].flatMap(({ executions }) => executions?.items ?? []);
  const [now, before] = [firstStart(current, all), firstStart(previous, all)];
  return now === undefined || before === undefined || now === before ? undefined : now < before;
}

/**
 * What is not among the newest executions of its pipeline is older than they are, if there are older ones; unless its own
 * execution is among them, which then names it in another way.
 */
function firstStart(
  { id, executionId, executions }: Appearance,
  all: readonly PipelineExecutionSummary[],
): number | undefined {
  const starts = all
    .filter(({ sourceRevisions = [] }) => sourceRevisions.some(({ revisionId }) => revisionId === id))
    .flatMap(({ startTime }) => startTime?.getTime() ?? []);
  if (starts.length > 0) return Math.min(...starts);
  const isListed = executions?.items.some(({ pipelineExecutionId }) => pipelineExecutionId === executionId) ?? false;
  return isListed || executions?.next === undefined ? undefined : Number.NEGATIVE_INFINITY;
}
