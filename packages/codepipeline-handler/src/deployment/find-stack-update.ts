import type { ActionExecutionDetail, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import type { Search } from '../context.ts';
import { actsIn, executedAction } from '../pipelines/deploy-actions.ts';
import { findAction, type PipelineHistory } from '../pipelines/history.ts';
import type { Maker } from '../revision/execution-source.ts';
import type { SourceLookup } from './candidates.ts';
import { type Deployment, isRepetition } from './group-history.ts';
import { updates } from './stack.ts';

/** How long before the deployment the update of a stack may have begun that makes it. */
const UPDATE_MS = 3 * 60 * 60_000;
/** How far CodePipeline's clock and CodeDeploy's may differ. */
const CLOCKS_MS = 5_000;

/** The action of a pipeline that was updating the stack when the deployment was made. */
export interface StackUpdate {
  readonly history: PipelineHistory;
  readonly action: ActionExecutionDetail;
}

/** The update, or what kept the search from finding it; neither where no pipeline was updating the stack. */
interface MaybeUpdate {
  readonly update?: StackUpdate;
  readonly reason?: string | undefined;
}

/**
 * Finds the action that was updating the deployment's stack when the deployment was made. Only one update of a stack
 * runs at a time, so that it made the deployment. None is found for a deployment that brings back an earlier revision,
 * with which an update is undone.
 */
export async function findStackUpdate(
  deployment: Deployment,
  { candidates, location }: Pick<SourceLookup, 'candidates' | 'location'>,
): Promise<MaybeUpdate> {
  const { stack, createdAt } = deployment;
  if (stack === undefined || createdAt === undefined || isRepetition(deployment)) return {};
  let reason: string | undefined;
  for await (const history of candidates.pipelines()) {
    const fits = (detail: ActionExecutionDetail): boolean => {
      const action = executedAction(detail);
      const isHere = actsIn(action, location, history.pipelineRegion);
      return isHere && updates(action, stack) && wasRunning(detail, createdAt);
    };
    const { value, failure } = await findAction(history, fits, new Date(createdAt.getTime() - UPDATE_MS));
    if (value?.action) return { update: { history, action: value.action } };
    reason ??= failure?.reason;
  }
  return { reason: reason ?? (await candidates.failure()) };
}

function wasRunning({ startTime, lastUpdateTime, status }: ActionExecutionDetail, at: Date): boolean {
  return (
    startTime !== undefined &&
    startTime.getTime() <= at.getTime() + CLOCKS_MS &&
    (status === 'InProgress' || (lastUpdateTime?.getTime() ?? 0) >= at.getTime() - CLOCKS_MS)
  );
}

/** Finds the execution that updated the deployment's stack; undefined where no update of a pipeline's is found. */
export async function findStackMaker(deployment: Deployment, lookup: SourceLookup): Promise<Maker | undefined> {
  const { history, action } = (await findStackUpdate(deployment, lookup)).update ?? {};
  const executionId = action?.pipelineExecutionId;
  return history && executionId ? { history, executionId } : undefined;
}

/**
 * Finds the update that made the deployment and with which its pipeline ends, so that the pipeline's own message reports
 * the same success. Undefined where the pipeline goes on after the update, and where its events may not arrive: those of another
 * region than the function's need not be forwarded as the deployment's was.
 */
export async function findReleasingPipeline(
  { deployment, lookup }: { readonly deployment: Deployment; readonly lookup: SourceLookup },
  { elsewhere }: Pick<Search, 'elsewhere'>,
): Promise<StackUpdate | undefined> {
  const { history, action } = (await findStackUpdate(deployment, lookup)).update ?? {};
  if (history === undefined || action === undefined || history.pipelineRegion !== elsewhere?.region) return undefined;
  const { value: definition } = await history.definition();
  return definition && endsWith(definition, action) ? { history, action } : undefined;
}

/** Returns whether the action is in the pipeline's last stage, and nobody is asked for an approval beside or after it. */
function endsWith({ stages = [] }: PipelineDeclaration, { stageName, actionName }: ActionExecutionDetail): boolean {
  const { name, actions = [] } = stages.at(-1) ?? {};
  const own = actions.find((action) => action.name === actionName);
  const isAskedFor = actions.some(
    ({ actionTypeId, runOrder = 1 }) => actionTypeId?.category === 'Approval' && runOrder >= (own?.runOrder ?? 1),
  );
  return name === stageName && own !== undefined && !isAskedFor;
}
