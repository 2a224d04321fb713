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

/**
 * Everything that one pipeline shows. Each part is read when it is first asked for, and once, for several searches need
 * it.
 */
export interface PipelineHistory {
  readonly pipeline: string;
  state(): Promise<Reading<GetPipelineStateOutput>>;
  /** The actions of all executions, newest first. */
  actions(): AsyncIterable<Reading<Page<ActionExecutionDetail>>>;
  /** The actions of one execution, newest first. */
  actionsOf(executionId: string): Promise<Reading<readonly ActionExecutionDetail[]>>;
  execution(executionId: string): Promise<Reading<PipelineExecution>>;
  /** The newest hundred. */
  executions(): Promise<Reading<Page<PipelineExecutionSummary>>>;
  definition(): Promise<Reading<PipelineDeclaration>>;
}

/** A page has up to 100 actions, and a history goes back for a year. */
const MAX_PAGES = 10;

export function createPipelineHistory(
  pipeline: string,
  codepipeline: CodePipeline,
  signal: AbortSignal,
): PipelineHistory {
  const pagesOf = (executionId?: string) =>
    lazyPages(
      (after) =>
        codepipeline.readActions(pipeline, executionId === undefined ? { after } : { executionId, after }, signal),
      MAX_PAGES,
    );
  return {
    pipeline,
    state: once(() => codepipeline.readState(pipeline, signal)),
    actions: pagesOf(),
    actionsOf: oncePer((executionId) => itemsOf(pagesOf(executionId)())),
    execution: oncePer((executionId) => codepipeline.readExecution(pipeline, executionId, signal)),
    executions: once(() => codepipeline.readExecutions(pipeline, signal)),
    definition: once(() => codepipeline.readDefinition(pipeline, signal)),
  };
}

/** The histories of the pipelines that the searches for one event ask about. */
export interface PipelineHistories {
  of(pipeline: string): PipelineHistory;
  /** Drops what was read, so that the next question reads anew. */
  forget(): void;
}

export function createPipelineHistories(codepipeline: CodePipeline, signal: AbortSignal): PipelineHistories {
  const histories = new Map<string, PipelineHistory>();
  return {
    of(pipeline) {
      const history = histories.get(pipeline) ?? createPipelineHistory(pipeline, codepipeline, signal);
      histories.set(pipeline, history);
      return history;
    },
    forget: () => histories.clear(),
  };
}

export interface FoundAction {
  readonly action: ActionExecutionDetail | undefined;
  /** The pipeline's whole history was searched; otherwise the action may be further back. */
  readonly isWholeHistory: boolean;
}

/** Finds the newest action that fits. The pages after one that is all older than `since` are not read. */
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

/** An action starts before the deployment that it makes, and clocks may differ a little. */
const EARLIER_MS = 10 * 60_000;

function isOlder(page: readonly ActionExecutionDetail[], since: Date | undefined): boolean {
  return (
    since !== undefined &&
    page.length > 0 &&
    page.every(({ startTime }) => startTime && startTime.getTime() < since.getTime() - EARLIER_MS)
  );
}

/** Returns whether an action made one of the deployments: the deployment is the action's external execution. */
export function madeDeployment(deploymentIds: ReadonlySet<string>) {
  return ({ output }: ActionExecutionDetail): boolean =>
    deploymentIds.has(output?.executionResult?.externalExecutionId ?? '');
}
