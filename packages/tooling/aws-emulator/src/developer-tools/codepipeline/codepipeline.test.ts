import {
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  ListActionExecutionsCommand,
  paginateListPipelines,
} from '@aws-sdk/client-codepipeline';
import { expect, it } from 'vitest';
import { clientsOf, commit, events, PIPELINE, shop } from '../../testing/shop.ts';
import type { TopicSignal } from '../signals.ts';

it('CodePipeline answers with a pipeline, its state and its actions in the form that the SDK reads', async () => {
  const { tools, pipeline } = shop();
  const { codepipeline } = await clientsOf(tools);
  tools.clock.set('2024-11-01T06:12:58Z');
  const { id } = tools.codepipeline.start(pipeline, { commit: commit(1), by: 'push' });
  const state = await codepipeline.send(new GetPipelineStateCommand({ name: PIPELINE }));
  expect(state.stageStates?.map(({ latestExecution }) => latestExecution?.pipelineExecutionId)).toEqual([
    id,
    undefined,
    undefined,
  ]);
  const actions = await codepipeline.send(new ListActionExecutionsCommand({ pipelineName: PIPELINE }));
  expect(actions.actionExecutionDetails?.[0]?.startTime).toEqual(new Date('2024-11-01T06:12:58Z'));
  const { pipeline: declaration } = await codepipeline.send(new GetPipelineCommand({ name: PIPELINE }));
  expect(declaration?.stages?.[2]?.actions?.[0]?.configuration).toEqual({
    ApplicationName: 'shop',
    DeploymentGroupName: 'shop-production',
  });
  for await (const { pipelines } of paginateListPipelines({ client: codepipeline }, {})) {
    expect(pipelines?.map(({ name }) => name)).toEqual([PIPELINE]);
  }
});

it("CodePipeline refuses an unknown pipeline, execution or page with AWS's errors", async () => {
  const { codepipeline } = await clientsOf(shop().tools);
  await expect(codepipeline.send(new GetPipelineStateCommand({ name: 'nobody-made-this' }))).rejects.toMatchObject({
    name: 'PipelineNotFoundException',
    message: "Account '123456789012' does not have a pipeline with name 'nobody-made-this'",
  });
  const execution = { pipelineName: PIPELINE, pipelineExecutionId: 'none' };
  await expect(codepipeline.send(new GetPipelineExecutionCommand(execution))).rejects.toMatchObject({
    name: 'PipelineExecutionNotFoundException',
  });
  const page = { pipelineName: PIPELINE, nextToken: 'not a token' };
  await expect(codepipeline.send(new ListActionExecutionsCommand(page))).rejects.toMatchObject({
    name: 'InvalidNextTokenException',
  });
});

it('CodePipeline and CodeDeploy send an event for every change of an execution, in order', () => {
  const { tools, pipeline } = shop();
  const { codepipeline, codedeploy, takeSignals } = tools;
  const execution = codepipeline.start(pipeline, { commit: commit(1), by: 'push', deploymentId: 'd-SHOP00001' });
  codepipeline.succeedSource(execution);
  takeSignals();
  codepipeline.endAction(codepipeline.runningAction(execution, 'Build'), 'Succeeded');
  const action = codepipeline.runningAction(execution, 'Deploy');
  codedeploy.succeed(codedeploy.find(action.externalExecutionId));
  codepipeline.endAction(action, 'Succeeded');
  expect(events(takeSignals())).toEqual([
    'Action Build SUCCEEDED',
    'Stage Build SUCCEEDED',
    'Stage Deploy STARTED',
    'Action Deploy STARTED',
    'Instance i-1 START',
    'Instance i-2 START',
    'Deployment d-SHOP00001 START',
    'Instance i-1 SUCCESS',
    'Instance i-2 SUCCESS',
    'Deployment d-SHOP00001 SUCCESS',
    'Action Deploy SUCCEEDED',
    'Stage Deploy SUCCEEDED',
    'Pipeline shop-production SUCCEEDED',
  ]);
});

it('CodePipeline supersedes the execution that waits for a stage when a newer one comes', () => {
  const { tools, pipeline } = shop();
  const { codepipeline, takeSignals } = tools;
  const [first, second, third] = [1, 2, 3].map((number) => {
    const execution = codepipeline.start(pipeline, { commit: commit(number), by: 'push' });
    codepipeline.succeedSource(execution);
    return execution;
  });
  if (!first || !second || !third) throw new Error('three were pushed');
  expect([first.waitsFor, second.status, third.waitsFor]).toEqual([undefined, 'Superseded', 'Build']);
  takeSignals();
  codepipeline.endAction(codepipeline.runningAction(first, 'Build'), 'Failed');
  expect(events(takeSignals())).toContain('Stage Build STARTED');
  expect(codepipeline.runningAction(third, 'Build').execution).toBe(third);
});

it('a notification rule publishes the failed stage and the summaries of its failed actions', () => {
  const { tools, pipeline } = shop();
  const { codepipeline, takeSignals } = tools;
  const execution = codepipeline.start(pipeline, { commit: commit(1), by: 'push' });
  codepipeline.succeedSource(execution);
  takeSignals();
  codepipeline.endAction(codepipeline.runningAction(execution, 'Build'), 'Failed', { summary: 'exit status 1' });
  const [notification] = takeSignals().filter((signal): signal is TopicSignal => signal.kind === 'topic');
  expect(notification?.message).toMatchObject({
    detailType: 'CodePipeline Pipeline Execution State Change',
    detail: { state: 'FAILED', 'execution-id': execution.id },
    additionalAttributes: {
      failedStage: 'Build',
      failedActionCount: 1,
      failedActions: [{ action: 'Build', additionalInformation: 'exit status 1' }],
    },
  });
});
