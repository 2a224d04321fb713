import { tryRead } from '../aws/read-failure.ts';
import type { Deployment } from './deployment.ts';
import { findAction, madeDeployment } from './find-action.ts';
import type { PipelineHistory } from './pipeline-history.ts';
import { shownDeployment } from './shown-source.ts';
import { LIST_ACTIONS } from './source-of-execution.ts';

export type Sighting =
  | { readonly executionId: string }
  | {
      readonly executionId: undefined;
      /** Why the pipeline does not show the deployment. */
      readonly doubt: string;
      /** Another look would find the same. */
      readonly isFinal: boolean;
    };

/** The execution of the pipeline whose action made the deployment: the action's external execution is the deployment. */
export async function findExecution(
  { id, createdAt }: Pick<Deployment, 'id' | 'createdAt'>,
  history: PipelineHistory,
): Promise<Sighting> {
  const { pipeline } = history;
  const made = madeDeployment(new Set([id]));
  const state = await tryRead(history.state(), `pipeline ${pipeline}`, 'codepipeline:GetPipelineState');
  const shown = state.value && shownDeployment(state.value, id);
  if (shown) {
    const { executionId, isTied } = shown;
    // The state mixes executions, so those that it names together are checked against the execution's own actions.
    const actions = await tryRead(history.actionsOf(executionId), `the history of pipeline ${pipeline}`, LIST_ACTIONS);
    if (actions.value?.some(made)) return { executionId };
    if (actions.failure) {
      const doubt = isTied ? await parallelDoubt(history, executionId, actions.failure) : actions.failure;
      return doubt === undefined ? { executionId } : { executionId: undefined, doubt, isFinal: true };
    }
  }
  const found = await tryRead(
    findAction(history, made, createdAt),
    `the history of pipeline ${pipeline}`,
    LIST_ACTIONS,
  );
  const executionId = found.value?.action?.pipelineExecutionId;
  if (executionId !== undefined) return { executionId };
  return {
    executionId: undefined,
    doubt: state.failure ?? found.failure ?? `no recent action of pipeline ${pipeline} shows this deployment`,
    isFinal: found.failure !== undefined,
  };
}

/**
 * Executions that run side by side overtake each other within a stage, so that the state alone ties nothing together;
 * those that run one after the other do not. Undefined where there is no such doubt.
 */
async function parallelDoubt(
  history: PipelineHistory,
  executionId: string,
  failure: string,
): Promise<string | undefined> {
  const execution = await tryRead(history.execution(executionId), 'the execution', 'codepipeline:GetPipelineExecution');
  return execution.value?.executionMode === 'PARALLEL'
    ? `pipeline ${history.pipeline} runs its executions side by side, and ${failure}`
    : undefined;
}
