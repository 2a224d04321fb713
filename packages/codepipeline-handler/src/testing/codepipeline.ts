import {
  type ActionExecutionDetail,
  type ActionState,
  type CodePipelineClient,
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  type GetPipelineStateOutput,
  ListActionExecutionsCommand,
  ListPipelineExecutionsCommand,
  ListPipelinesCommand,
  type PipelineDeclaration,
  type PipelineExecution,
  type PipelineExecutionSummary,
} from '@aws-sdk/client-codepipeline';
import { type CodePipeline, createCodePipeline } from '../aws/codepipeline.ts';
import { answer, failure, pageOf, type Refused, withDates } from './answers.ts';

/** One pipeline as it stands: what each call answers, or the name of the error that it throws. Times are ISO 8601. */
export interface PipelineFixture {
  readonly state: GetPipelineStateOutput | Refused;
  /** Newest first; where they are left out, those that the state shows. */
  readonly actions?: readonly ActionExecutionDetail[] | Refused;
  readonly executions?: Readonly<Record<string, PipelineExecution>> | Refused;
  /** What ListPipelineExecutions gives, newest first. */
  readonly summaries?: readonly PipelineExecutionSummary[] | Refused;
  /** Where it is left out, the pipeline has no stages, so that nobody finds it by what it deploys to. */
  readonly definition?: PipelineDeclaration | Refused;
}

type Pipelines = Readonly<Record<string, PipelineFixture>>;

/** Returns the reads of a CodePipeline that has these pipelines and no others, and gives `pageSize` actions a page. */
export function codepipelineFrom(pipelines: Pipelines, pageSize?: number): CodePipeline {
  return createCodePipeline(codepipelineClient(pipelines, pageSize));
}

/** Returns the client that answers as AWS does. */
export function codepipelineClient(pipelines: Pipelines, pageSize = 2): Pick<CodePipelineClient, 'send'> {
  const send = async (command: unknown): Promise<object> => {
    if (command instanceof GetPipelineStateCommand) return withDates(answer(find(command.input.name, pipelines).state));
    if (command instanceof ListActionExecutionsCommand) return actionsFor(command.input, pipelines, pageSize);
    if (command instanceof GetPipelineExecutionCommand) {
      const { pipelineName, pipelineExecutionId = '' } = command.input;
      const execution = answer(find(pipelineName, pipelines).executions ?? {})[pipelineExecutionId];
      if (execution === undefined) throw failure('PipelineExecutionNotFoundException');
      return { pipelineExecution: withDates(execution) };
    }
    if (command instanceof ListPipelineExecutionsCommand) {
      const { summaries = [] } = find(command.input.pipelineName, pipelines);
      return { pipelineExecutionSummaries: withDates(answer(summaries)) };
    }
    if (command instanceof GetPipelineCommand) {
      const { name } = command.input;
      return { pipeline: answer(find(name, pipelines).definition ?? { name, roleArn: '', stages: [] }) };
    }
    if (command instanceof ListPipelinesCommand) {
      return { pipelines: Object.keys(pipelines).map((name) => ({ name, version: 1 })) };
    }
    throw new Error('CodePipeline is not asked for this');
  };
  return { send: send as CodePipelineClient['send'] };
}

function actionsFor(
  { pipelineName, filter, nextToken }: ListActionExecutionsCommand['input'],
  pipelines: Pipelines,
  pageSize: number,
) {
  const { state, actions } = find(pipelineName, pipelines);
  const all = answer(actions ?? ('error' in state ? [] : actionsOfState(state)));
  const executionId = filter?.pipelineExecutionId;
  const shown = all.filter((action) => executionId === undefined || action.pipelineExecutionId === executionId);
  const { items, next } = pageOf(withDates(shown), nextToken, pageSize);
  return { actionExecutionDetails: items, nextToken: next };
}

function find(name: string | undefined, pipelines: Pipelines): PipelineFixture {
  const pipeline = pipelines[name ?? ''];
  if (pipeline === undefined) throw failure('PipelineNotFoundException');
  return pipeline;
}

/** Returns the actions that a pipeline's state shows, newest first, each of its stage's latest execution. */
function actionsOfState({ stageStates = [] }: GetPipelineStateOutput): ActionExecutionDetail[] {
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

/** Returns the type of an action. A state does not name it, but the id of a deployment gives it away. */
function typeOf(externalExecutionId: string | undefined, isSource: boolean) {
  if (isSource) return { category: 'Source', provider: 'CodeStarSourceConnection' } as const;
  return externalExecutionId?.startsWith('d-')
    ? ({ category: 'Deploy', provider: 'CodeDeploy' } as const)
    : ({ category: 'Build', provider: 'CodeBuild' } as const);
}
