import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
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

export const isEnded = ({ status }: Pick<PipelineEvent, 'status'>): boolean => ENDED.has(status);

/** Milliseconds before another look at actions that are behind their execution's event. */
const PAUSE_MS = 2_000;

/** The execution's actions; a reading that lags behind the event gets a second chance. Never throws. */
export const readRun = async (event: PipelineEvent, { reads, pause, signal }: Investigation): Promise<Run> => {
  const { pipeline, executionId } = event;
  const read = async (): Promise<Run> => {
    const history = createPipelineHistory(pipeline, reads.codepipeline, signal);
    const actions = history.actionsOf(executionId).then((all) => withoutRetry(all, event.at));
    return { history, actions: await tryRead(actions, `the history of pipeline ${pipeline}`, LIST_ACTIONS) };
  };
  const first = await read();
  if (signal.aborted || !isBehind(event, first.actions)) return first;
  await pause(PAUSE_MS);
  const second = await read();
  return second.actions.value === undefined ? first : second;
};

const isBehind = ({ status }: PipelineEvent, { value: actions }: Run['actions']): boolean =>
  ENDED.has(status) &&
  actions !== undefined &&
  (actions.length === 0 ||
    actions.some((action) => action.status === 'InProgress') ||
    (status === 'failed' && !actions.some((action) => action.status === 'Failed')));

/** Events tell the time in whole seconds. */
const SECOND = 1_000;

/** Without the tries that a retry has begun after the event: they have events of their own. */
const withoutRetry = (
  actions: readonly ActionExecutionDetail[],
  at: Date | undefined,
): readonly ActionExecutionDetail[] => {
  const isBefore = ({ startTime }: ActionExecutionDetail): boolean =>
    at === undefined || startTime === undefined || startTime.getTime() < at.getTime() + SECOND;
  const tried = new Set(actions.filter(isBefore).map(nameOf));
  return actions.filter((action) => isBefore(action) || !tried.has(nameOf(action)));
};

const nameOf = ({ stageName, actionName }: ActionExecutionDetail): string => JSON.stringify([stageName, actionName]);
