import { type CodePipelineClient, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';

/**
 * The commit that a notifier names which asks for no more than the pipeline's state: the newest that its Source stage
 * knows, whatever was deployed.
 */
export async function newestInSource(codepipeline: CodePipelineClient, name: string): Promise<string | undefined> {
  const { stageStates = [] } = await codepipeline.send(new GetPipelineStateCommand({ name }));
  const source = stageStates.find(({ stageName }) => stageName === 'Source');
  return source?.actionStates?.[0]?.latestExecution?.externalExecutionId;
}
