import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import { readAgainIfBehind } from '../aws/read-again.ts';
import { type Reading, tryRead } from '../aws/read-failure.ts';
import type { PipelineEvent } from '../events/pipeline-event.ts';
import type { Investigation } from '../investigation.ts';
import { createPipelineHistory, type PipelineHistory } from './pipeline-history.ts';
import { LIST_ACTIONS } from './source-of-execution.ts';

/** An execution up to its event. */
export interface Run {
  readonly history: PipelineHistory;
  /** Newest first. */
  readonly actions: Reading<readonly ActionExecutionDetail[]>;
}

const ENDED: ReadonlySet<string> = new Set(['succeeded', 'failed', 'stopped']);

export function isEnded({ status }: Pick<PipelineEvent, 'status'>): boolean {
  return ENDED.has(status);
}

type Actions = Run['actions'];

/** The execution's actions, which may be behind its event for a moment. Never throws. */
export async function readRun(event: PipelineEvent, investigation: Investigation): Promise<Run> {
  const { pipeline, executionId } = event;
  const { reads, signal } = investigation;
  const read = async (): Promise<Actions & Pick<Run, 'history'>> => {
    const history = createPipelineHistory(pipeline, reads.codepipeline, signal);
    const actions = history.actionsOf(executionId).then((all) => withoutRetry(all, event.at));
    return { history, ...(await tryRead(actions, `the history of pipeline ${pipeline}`, LIST_ACTIONS)) };
  };
  const { history, ...actions } = await readAgainIfBehind(read, (first) => isBehind(event, first), investigation);
  return { history, actions };
}

function isBehind({ status }: PipelineEvent, { value: actions }: Actions): boolean {
  return (
    ENDED.has(status) &&
    actions !== undefined &&
    (actions.length === 0 ||
      actions.some((action) => action.status === 'InProgress') ||
      (status === 'failed' && !actions.some((action) => action.status === 'Failed')))
  );
}

/** Events tell the time in whole seconds. */
const SECOND = 1_000;

/** Without the tries that a retry has begun after the event: they have events of their own. */
function withoutRetry(
  actions: readonly ActionExecutionDetail[],
  at: Date | undefined,
): readonly ActionExecutionDetail[] {
  const isBefore = ({ startTime }: ActionExecutionDetail): boolean =>
    at === undefined || startTime === undefined || startTime.getTime() < at.getTime() + SECOND;
  const tried = new Set(actions.filter(isBefore).map(nameOf));
  return actions.filter((action) => isBefore(action) || !tried.has(nameOf(action)));
}

function nameOf({ stageName, actionName }: ActionExecutionDetail): string {
  return JSON.stringify([stageName, actionName]);
}
