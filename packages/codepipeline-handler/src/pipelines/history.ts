import type {
  ActionExecutionDetail,
  GetPipelineStateOutput,
  PipelineDeclaration,
  PipelineExecution,
  PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import type { Reading } from '@shipbell/core/runtime';
import type { CodePipeline } from '../aws/codepipeline.ts';
import { itemsOf, lazyPages, once, oncePer, type Page } from '../aws/repeated-reads.ts';
import type { Search } from '../context.ts';

/** A pipeline by its name, and where it is. */
export interface PipelineLocation {
  readonly pipeline: string;
  /** The pipeline's region, where that is another than the event's. */
  readonly pipelineRegion?: string | undefined;
}

/** Everything that one pipeline shows. Each part is read once, when the first of several searches asks for it. */
export interface PipelineHistory extends PipelineLocation {
  state(): Promise<Reading<GetPipelineStateOutput>>;
  /** The newest hundred actions of all executions, newest first. */
  newestActions(): Promise<Reading<Page<ActionExecutionDetail>>>;
  /** The actions of all executions, newest first. */
  actions(): AsyncIterable<Reading<Page<ActionExecutionDetail>>>;
  /** The actions of one execution, newest first. */
  actionsOf(executionId: string): Promise<Reading<readonly ActionExecutionDetail[]>>;
  execution(executionId: string): Promise<Reading<PipelineExecution>>;
  /** The newest hundred executions. */
  executions(): Promise<Reading<Page<PipelineExecutionSummary>>>;
  definition(): Promise<Reading<PipelineDeclaration>>;
}

/** How many pages of actions are read: a page has up to 100 actions, and a history goes back a year. */
const MAX_PAGES = 10;

/** Returns the history of a pipeline, as the reads of its region show it until the signal aborts. */
export function createPipelineHistory(
  pipeline: string,
  codepipeline: CodePipeline,
  signal: AbortSignal,
  pipelineRegion?: string | undefined,
): PipelineHistory {
  const newestActions = once(() => codepipeline.readActions(pipeline, {}, signal));
  const pagesOf = (executionId: string) =>
    lazyPages((after) => codepipeline.readActions(pipeline, { executionId, after }, signal), MAX_PAGES);
  return {
    pipeline,
    pipelineRegion,
    state: once(() => codepipeline.readState(pipeline, signal)),
    newestActions,
    actions: lazyPages(
      (after) => (after === undefined ? newestActions() : codepipeline.readActions(pipeline, { after }, signal)),
      MAX_PAGES,
    ),
    actionsOf: oncePer(async (executionId) => {
      const newest = await newestActions();
      if (newest.failure !== undefined) return newest;
      const shown = newest.value.items.filter((action) => action.pipelineExecutionId === executionId);
      return isWhole(shown, newest.value) ? { value: shown, failure: undefined } : itemsOf(pagesOf(executionId)());
    }),
    execution: oncePer((executionId) => codepipeline.readExecution(pipeline, executionId, signal)),
    executions: once(() => codepipeline.readExecutions(pipeline, signal)),
    definition: once(() => codepipeline.readDefinition(pipeline, signal)),
  };
}

/** How long the sources of an execution may begin one after the other. */
const SOURCES_MS = 10 * 60_000;

/**
 * Returns whether these are all actions of an execution: the list goes on to actions that began well before its sources,
 * with which an execution begins. One that rolls back has none.
 */
function isWhole(actions: readonly ActionExecutionDetail[], { items, next }: Page<ActionExecutionDetail>): boolean {
  if (next === undefined) return true;
  const source = actions.findLast(({ input }) => input?.actionTypeId?.category === 'Source')?.startTime;
  const end = items.at(-1)?.startTime;
  return source !== undefined && end !== undefined && end.getTime() < source.getTime() - SOURCES_MS;
}

/** The histories of the pipelines that the searches for one event ask about. */
export interface PipelineHistories {
  of(pipeline: PipelineLocation): PipelineHistory;
  /** Drops everything that was read, so that the next question is read anew. */
  forget(): void;
}

/** Returns the histories of all pipelines, in the event's region and in the function's own, each made once. */
export function createPipelineHistories({
  reads,
  elsewhere,
  signal,
}: Pick<Search, 'reads' | 'elsewhere' | 'signal'>): PipelineHistories {
  const histories = new Map<string, PipelineHistory>();
  return {
    of({ pipeline, pipelineRegion }) {
      const key = `${pipelineRegion} ${pipeline}`;
      const { codepipeline } = (pipelineRegion === undefined ? undefined : elsewhere?.reads) ?? reads;
      const history = histories.get(key) ?? createPipelineHistory(pipeline, codepipeline, signal, pipelineRegion);
      histories.set(key, history);
      return history;
    },
    forget: () => histories.clear(),
  };
}

/** The action that a search found, and how far it searched. */
export interface FoundAction {
  readonly action: ActionExecutionDetail | undefined;
  /** Whether the pipeline's whole history was searched; otherwise the action may be further back. */
  readonly isWholeHistory: boolean;
}

/**
 * Finds the newest action that fits. Where every action of a page is older than `since`, the pages after it are not
 * read.
 */
export async function findAction(
  history: PipelineHistory,
  fits: (action: ActionExecutionDetail) => boolean,
  since?: Date | undefined,
): Promise<Reading<FoundAction>> {
  let isWholeHistory = false;
  for await (const page of history.actions()) {
    if (page.failure !== undefined) return page;
    const { items, next } = page.value;
    isWholeHistory = next === undefined;
    const action = items.find(fits);
    if (action || isOlder(items, since)) return { value: { action, isWholeHistory }, failure: undefined };
  }
  return { value: { action: undefined, isWholeHistory }, failure: undefined };
}

/**
 * How much earlier than `since` an action may have started: it starts before the deployment that it makes, and clocks
 * may differ a little.
 */
const EARLIER_MS = 10 * 60_000;

function isOlder(page: readonly ActionExecutionDetail[], since: Date | undefined): boolean {
  return (
    since !== undefined &&
    page.length > 0 &&
    page.every(({ startTime }) => startTime && startTime.getTime() < since.getTime() - EARLIER_MS)
  );
}

/**
 * Returns the test whether an action made one of the deployments: the deployment is the action's external execution.
 */
export function madeDeployment(deploymentIds: ReadonlySet<string>) {
  return ({ output }: ActionExecutionDetail): boolean =>
    deploymentIds.has(output?.executionResult?.externalExecutionId ?? '');
}
