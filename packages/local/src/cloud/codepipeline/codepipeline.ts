import type { ActionExecutionStatus, ExecutionTrigger, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import type { Signal } from '../signals.ts';
import type { StoryClock } from '../story-clock.ts';
import { storyUuid } from '../story-id.ts';
import { announcement, type Subject } from './announce.ts';
import type { ActionOutcome, ActionRun, Commit, Execution, Pipeline, StageRun } from './model.ts';
import { codepipelineOperations } from './operations.ts';
import { sourceActions, sourceOutcome } from './source.ts';

export interface CodePipelineOptions {
  account: string;
  region: string;
  clock: StoryClock;
  /** Takes what CodePipeline says of it all. */
  emit(signals: Signal[]): void;
  /** What an action's provider does when the action starts, and tells at once. */
  begin(action: ActionRun): ActionOutcome;
}

export interface NewExecution {
  commit: Commit;
  /** A push to the repository, or "Release change" in the console. */
  by: 'push' | 'release';
  /** What the deployment of its CodeDeploy action is called; one is made up when not given. */
  deploymentId?: string | undefined;
}

export type CodePipeline = ReturnType<typeof createCodePipeline>;

/** CodePipeline as one account and region see it. Its pipelines are of the mode SUPERSEDED. */
export function createCodePipeline({ account, region, clock, emit, begin }: CodePipelineOptions) {
  const pipelines: Pipeline[] = [];
  const announce = (subject: Subject, state: string) =>
    emit(announcement(subject, state, clock.now(), { account, region }));

  const start = (pipeline: Pipeline, { commit, by, deploymentId }: NewExecution): Execution => {
    const now = clock.now();
    const execution: Execution = {
      id: storyUuid(`${pipeline.declaration.name}/${pipeline.executions.length}`),
      pipeline,
      commit,
      trigger: triggerOf(pipeline, by, account),
      startTime: now,
      deploymentId,
      lastUpdateTime: now,
      status: 'InProgress',
      waitsFor: undefined,
    };
    pipeline.executions.push(execution);
    announce({ execution }, 'STARTED');
    enter(execution, 0);
    return execution;
  };

  /** Goes into a stage, or waits where another execution is in it; what waited there before is superseded. */
  const enter = (execution: Execution, index: number) => {
    const { pipeline } = execution;
    const stage = pipeline.declaration.stages?.[index];
    if (stage?.name === undefined) return end(execution, 'Succeeded');
    if (pipeline.stageRuns.some(({ name, status }) => name === stage.name && status === 'InProgress')) {
      const superseded = pipeline.executions.find(({ waitsFor }) => waitsFor === stage.name);
      if (superseded) end(superseded, 'Superseded');
      execution.waitsFor = stage.name;
      return;
    }
    execution.waitsFor = undefined;
    const run: StageRun = { execution, name: stage.name, actions: [], status: 'InProgress' };
    pipeline.stageRuns.push(run);
    announce({ stage: run }, 'STARTED');
    for (const declaration of stage.actions ?? []) startAction(run, declaration);
  };

  const startAction = (run: StageRun, declaration: ActionRun['declaration']) => {
    const { execution, name: stage } = run;
    const now = clock.now();
    const id = storyUuid(`${execution.id}/${stage}/${declaration.name}`);
    const action: ActionRun = {
      id,
      execution,
      stage,
      declaration,
      startTime: now,
      lastUpdateTime: now,
      status: 'InProgress',
    };
    run.actions.push(action);
    announce({ action }, 'STARTED');
    Object.assign(action, begin(action));
  };

  /** Ends the execution's source actions: they have found its commit. */
  const findSource = (execution: Execution) => {
    for (const source of sourceActions(execution.pipeline)) {
      endAction(runningAction(execution, 'Source'), 'Succeeded', sourceOutcome(source, execution, region));
    }
  };

  /** Ends an action, and with the last one of its stage the stage; then the execution goes on, or ends. */
  const endAction = (action: ActionRun, status: ActionExecutionStatus, outcome: ActionOutcome = {}) => {
    const { execution } = action;
    const { pipeline } = execution;
    Object.assign(action, outcome, { status, lastUpdateTime: clock.now() });
    execution.lastUpdateTime = clock.now();
    announce({ action }, status.toUpperCase());
    const run = pipeline.stageRuns.find(({ actions }) => actions.includes(action));
    if (run === undefined || run.actions.some((other) => other.status === 'InProgress')) return;
    const hasFailed = run.actions.some((other) => other.status === 'Failed');
    run.status = hasFailed ? 'Failed' : 'Succeeded';
    announce({ stage: run }, run.status.toUpperCase());
    const index = pipeline.declaration.stages?.findIndex(({ name }) => name === run.name) ?? 0;
    if (hasFailed) end(execution, 'Failed');
    else enter(execution, index + 1);
    const next = pipeline.executions.find(({ waitsFor }) => waitsFor === run.name);
    if (next) enter(next, index);
  };

  const end = (execution: Execution, status: 'Succeeded' | 'Failed' | 'Superseded') => {
    execution.status = status;
    execution.waitsFor = undefined;
    execution.lastUpdateTime = clock.now();
    announce({ execution }, status.toUpperCase());
  };

  return {
    /** @param notificationTopicArn where a notification rule publishes the pipeline's results, when it has one */
    declare: (declaration: PipelineDeclaration, notificationTopicArn?: string): Pipeline => {
      const id = storyUuid(`${declaration.name}/rule`);
      const arn = `arn:aws:codestar-notifications:${region}:${account}:notificationrule/${id.replaceAll('-', '')}`;
      const notificationRule = notificationTopicArn ? { arn, topicArn: notificationTopicArn } : undefined;
      const pipeline = { declaration, created: clock.now(), notificationRule, executions: [], stageRuns: [] };
      pipelines.push(pipeline);
      return pipeline;
    },
    /** Throws when there is no such pipeline. */
    pipeline: (name: string): Pipeline => {
      const found = pipelines.find(({ declaration }) => declaration.name === name);
      if (found === undefined) throw new Error(`the pipeline ${name} was not declared`);
      return found;
    },
    start,
    findSource,
    runningAction,
    endAction,
    operations: codepipelineOperations({ account, region, pipelines }),
  };
}

function triggerOf(pipeline: Pipeline, by: NewExecution['by'], account: string): ExecutionTrigger {
  if (by === 'release') {
    const triggerDetail = `arn:aws:sts::${account}:assumed-role/Developer/ryu`;
    return { triggerType: 'StartPipelineExecution', triggerDetail };
  }
  const connection = sourceActions(pipeline)[0]?.configuration?.ConnectionArn;
  if (connection === undefined) return { triggerType: 'Webhook', triggerDetail: '' };
  return { triggerType: 'WebhookV2', triggerDetail: connection };
}

/** The action of this category that the execution is in. Throws when it is in none. */
function runningAction({ id, pipeline }: Execution, category: string): ActionRun {
  const actions = pipeline.stageRuns.filter(({ execution }) => execution.id === id).flatMap((run) => run.actions);
  const running = actions.find(
    ({ status, declaration }) => status === 'InProgress' && declaration.actionTypeId?.category === category,
  );
  if (running === undefined)
    throw new Error(`no action of the category ${category} runs in ${pipeline.declaration.name}`);
  return running;
}
