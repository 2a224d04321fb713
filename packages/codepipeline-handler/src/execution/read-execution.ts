import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { Reading } from '@shipbell/core/runtime';
import { oncePer, readAgainIfBehind } from '../aws/repeated-reads.ts';
import type { Search } from '../context.ts';
import { readInfo } from '../deployment/find-deployment.ts';
import { deploymentOf } from '../pipelines/deploy-actions.ts';
import { createPipelineHistory, type PipelineHistory } from '../pipelines/history.ts';
import { type ExecutionEvent, hasResult } from './event.ts';
import { nameOf } from './last-attempts.ts';

/** The actions of an execution up to its event, newest first, with the history that has read them. */
export interface ReadExecution {
  readonly history: PipelineHistory;
  readonly actions: Reading<readonly ActionExecutionDetail[]>;
  /** Reads a deployment of CodeDeploy that it made, once. */
  readonly info: (deploymentId: string) => Promise<Reading<DeploymentInfo>>;
}

/** Returns the CodeDeploy deployments that an execution made and that report themselves in its location. */
export function deploymentIdsOf({ actions }: ReadExecution, event: ExecutionEvent): string[] {
  return (actions.value ?? []).flatMap((action) => deploymentOf(action, event) ?? []).reverse();
}

type Actions = ReadExecution['actions'];

/**
 * Reads the execution's actions, which may be behind its event for a moment, and returns them with the history that has
 * read them. Never throws.
 */
export async function readExecution(event: ExecutionEvent, search: Search): Promise<ReadExecution> {
  const { reads, signal } = search;
  const read = async (): Promise<Actions & { readonly history: PipelineHistory }> => {
    const history = createPipelineHistory(event.pipeline, reads.codepipeline, signal);
    const actions = await history.actionsOf(event.executionId);
    return actions.failure === undefined
      ? { history, value: withoutRetry(actions.value, event.at), failure: undefined }
      : { history, ...actions };
  };
  const { history, ...actions } = await readAgainIfBehind(read, (first) => isBehind(event, first), search);
  return { history, actions, info: oncePer((deploymentId) => readInfo(deploymentId, true, search)) };
}

function isBehind(event: ExecutionEvent, { value: actions }: Actions): boolean {
  return (
    hasResult(event) &&
    actions !== undefined &&
    (actions.length === 0 ||
      actions.some((action) => action.status === 'InProgress') ||
      (event.status === 'failed' && !actions.some((action) => action.status === 'Failed')))
  );
}

/** The precision of an event's time, which is in whole seconds. */
const EVENT_PRECISION_MS = 1_000;

/** Returns the actions without the attempts that a retry has begun after the event: these have events of their own. */
function withoutRetry(
  actions: readonly ActionExecutionDetail[],
  at: Date | undefined,
): readonly ActionExecutionDetail[] {
  const isBefore = ({ startTime }: ActionExecutionDetail): boolean =>
    at === undefined || startTime === undefined || startTime.getTime() < at.getTime() + EVENT_PRECISION_MS;
  const tried = new Set(actions.filter(isBefore).map(nameOf));
  return actions.filter((action) => isBefore(action) || !tried.has(nameOf(action)));
}
