import type {
  ActionExecutionDetail,
  GetPipelineStateOutput,
  PipelineDeclaration,
  PipelineExecution,
  PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import type { CodePipeline } from '../aws/codepipeline.ts';
import { lazyPages, once, oncePer, type Page } from '../aws/repeated-reads.ts';

/** What one pipeline shows; each part is read when it is first asked for, and once, for several questions ask alike. */
export interface PipelineHistory {
  readonly pipeline: string;
  state(): Promise<GetPipelineStateOutput>;
  /** Of all executions, newest first. */
  actions(): AsyncIterable<Page<ActionExecutionDetail>>;
  /** Newest first. */
  actionsOf(executionId: string): Promise<readonly ActionExecutionDetail[]>;
  execution(executionId: string): Promise<PipelineExecution>;
  /** The newest hundred. */
  executions(): Promise<Page<PipelineExecutionSummary>>;
  definition(): Promise<PipelineDeclaration>;
}

/** Of up to 100 actions: a history goes back for a year. */
const MAX_PAGES = 10;

export function createPipelineHistory(
  pipeline: string,
  codepipeline: CodePipeline,
  signal: AbortSignal,
): PipelineHistory {
  return {
    pipeline,
    state: once(() => codepipeline.readState(pipeline, signal)),
    actions: lazyPages((after) => codepipeline.readActions(pipeline, { after }, signal), MAX_PAGES),
    actionsOf: oncePer(async (executionId) => {
      const actions: ActionExecutionDetail[] = [];
      const pages = lazyPages((after) => codepipeline.readActions(pipeline, { executionId, after }, signal), MAX_PAGES);
      for await (const { items } of pages()) actions.push(...items);
      return actions;
    }),
    execution: oncePer((executionId) => codepipeline.readExecution(pipeline, executionId, signal)),
    executions: once(() => codepipeline.readExecutions(pipeline, signal)),
    definition: once(() => codepipeline.readDefinition(pipeline, signal)),
  };
}

/** The histories of the pipelines that one event's questions ask about. */
export interface PipelineHistories {
  of(pipeline: string): PipelineHistory;
  /** What was read is out of date: the next question reads anew. */
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

/** An action starts before the deployment that it makes; clocks may differ a little. */
const EARLIER_MS = 10 * 60_000;

export interface FoundAction {
  readonly action: ActionExecutionDetail | undefined;
  /** The pipeline's whole history was looked through; else it may be further back. */
  readonly isWholeHistory: boolean;
}

/** The newest action that fits; pages after one that is all older than `since` are not asked for. */
export async function findAction(
  history: PipelineHistory,
  fits: (action: ActionExecutionDetail) => boolean,
  since?: Date | undefined,
): Promise<FoundAction> {
  let isWholeHistory = false;
  for await (const { items, next } of history.actions()) {
    isWholeHistory = next === undefined;
    const action = items.find(fits);
    if (action || isOlder(items, since)) return { action, isWholeHistory };
  }
  return { action: undefined, isWholeHistory };
}

/** The action that made a deployment: the deployment is its external execution. */
export function madeDeployment(deploymentIds: ReadonlySet<string>) {
  return ({ output }: ActionExecutionDetail): boolean =>
    deploymentIds.has(output?.executionResult?.externalExecutionId ?? '');
}

function isOlder(page: readonly ActionExecutionDetail[], since: Date | undefined): boolean {
  return (
    since !== undefined &&
    page.length > 0 &&
    page.every(({ startTime }) => startTime && startTime.getTime() < since.getTime() - EARLIER_MS)
  );
}
