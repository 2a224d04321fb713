import type {
  ActionExecutionDetail,
  ActionState,
  GetPipelineStateOutput,
  PipelineDeclaration,
  PipelineExecution,
  PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import type { CodePipeline } from '../aws/codepipeline.ts';
import { answer, failure, pageOf, type Refused, withDates } from './answers.ts';

/** One pipeline as it stands: what each call answers, or the name of the error that it throws. Times are ISO 8601. */
export interface PipelineFixture {
  readonly state: GetPipelineStateOutput | Refused;
  /** Newest first; those that the state shows, where they are left out. */
  readonly actions?: readonly ActionExecutionDetail[] | Refused;
  readonly executions?: Readonly<Record<string, PipelineExecution>> | Refused;
  /** What ListPipelineExecutions gives, newest first. */
  readonly summaries?: readonly PipelineExecutionSummary[] | Refused;
  /** Without one it has no stages, so that nobody finds it by what it deploys to. */
  readonly definition?: PipelineDeclaration | Refused;
}

/** CodePipeline that knows these pipelines and no others, and gives so many actions a page. */
export function codepipelineFrom(pipelines: Readonly<Record<string, PipelineFixture>>, pageSize = 2): CodePipeline {
  return {
    readState: async (name) => withDates(answer(find(name, pipelines).state)),

    readActions: async (name, { executionId, after }) => {
      const { state, actions } = find(name, pipelines);
      const all = answer(actions ?? ('error' in state ? [] : actionsOfState(state)));
      const ofExecution = all.filter(
        (action) => executionId === undefined || action.pipelineExecutionId === executionId,
      );
      return pageOf(withDates(ofExecution), after, pageSize);
    },

    readExecution: async (name, id) => {
      const execution = answer(find(name, pipelines).executions ?? {})[id];
      if (execution === undefined) throw failure('PipelineExecutionNotFoundException');
      return withDates(execution);
    },

    readExecutions: async (name) => ({
      items: withDates(answer(find(name, pipelines).summaries ?? [])),
      next: undefined,
    }),

    readDefinition: async (name) => answer(find(name, pipelines).definition ?? { name, roleArn: '', stages: [] }),

    readPipelines: async () => ({
      items: Object.keys(pipelines).map((name) => ({ name, version: 1 })),
      next: undefined,
    }),
  };
}

function find(name: string, pipelines: Readonly<Record<string, PipelineFixture>>): PipelineFixture {
  const pipeline = pipelines[name];
  if (pipeline === undefined) throw failure('PipelineNotFoundException');
  return pipeline;
}

/** The actions that a pipeline's state shows, newest first, each of its stage's latest execution. */
export function actionsOfState({ stageStates = [] }: GetPipelineStateOutput): ActionExecutionDetail[] {
  return stageStates
    .flatMap(({ stageName, actionStates = [], latestExecution }, index) =>
      actionStates.map((action) => ({
        ...toAction(action, index === 0),
        stageName,
        pipelineExecutionId: latestExecution?.pipelineExecutionId,
      })),
    )
    .reverse();
}

function toAction(
  { actionName, currentRevision, latestExecution = {}, revisionUrl }: ActionState,
  isSource: boolean,
): ActionExecutionDetail {
  return {
    actionName,
    actionExecutionId: latestExecution.actionExecutionId,
    status: latestExecution.status,
    input: { actionTypeId: { ...typeOf(latestExecution.externalExecutionId, isSource), owner: 'AWS', version: '1' } },
    output: {
      executionResult: {
        externalExecutionId: currentRevision?.revisionId ?? latestExecution.externalExecutionId,
        externalExecutionSummary: latestExecution.summary,
        externalExecutionUrl: revisionUrl ?? latestExecution.externalExecutionUrl,
      },
    },
  };
}

/** A state does not say what kind an action is of; a deployment's id does. */
function typeOf(externalExecutionId: string | undefined, isSource: boolean) {
  if (isSource) return { category: 'Source', provider: 'CodeStarSourceConnection' } as const;
  return externalExecutionId?.startsWith('d-')
    ? ({ category: 'Deploy', provider: 'CodeDeploy' } as const)
    : ({ category: 'Build', provider: 'CodeBuild' } as const);
}
