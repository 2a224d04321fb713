import type { ActionExecutionDetail, GetPipelineStateOutput, PipelineExecution } from '@aws-sdk/client-codepipeline';
import type { CodePipeline } from '../aws/codepipeline.ts';

interface Denied {
  readonly error: string;
}

/** One pipeline as it stands: what each call answers, or the name of the error that it throws. */
export interface PipelineFixture {
  readonly state: GetPipelineStateOutput | Denied;
  /** Newest first; times as ISO 8601. */
  readonly actions?: readonly ActionExecutionDetail[] | Denied;
  readonly executions?: Readonly<Record<string, PipelineExecution>>;
}

/** CodePipeline that knows these pipelines and no others, and gives actions two a page. */
export const codepipelineFrom = (pipelines: Readonly<Record<string, PipelineFixture>>): CodePipeline => ({
  readState: async (name) => answer(find(name, pipelines).state),
  async *readActions(name) {
    const actions = answer(find(name, pipelines).actions ?? []);
    for (let start = 0; start < actions.length; start += 2) yield actions.slice(start, start + 2).map(withDates);
  },
  readExecution: async (name, id) => {
    const execution = find(name, pipelines).executions?.[id];
    if (execution === undefined) throw failure('PipelineExecutionNotFoundException');
    return execution;
  },
});

const find = (name: string, pipelines: Readonly<Record<string, PipelineFixture>>): PipelineFixture => {
  const pipeline = pipelines[name];
  if (pipeline === undefined) throw failure('PipelineNotFoundException');
  return pipeline;
};

const answer = <Answer>(value: Answer | Denied): Answer => {
  if (typeof value === 'object' && value !== null && 'error' in value) throw failure(value.error as string);
  return value as Answer;
};

const failure = (name: string): Error => Object.assign(new Error('from CodePipeline'), { name });

const withDates = (action: ActionExecutionDetail): ActionExecutionDetail => ({
  ...action,
  ...(action.startTime && { startTime: new Date(action.startTime) }),
});
