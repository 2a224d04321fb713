import type { ExecutionTrigger, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import { type Clock, uuidFor } from '../clock-and-ids.ts';
import type { AwsLocation, Signal } from '../signals.ts';
import { announcement, type Subject } from './announce.ts';
import type { ActionOutcome, ActionRun, Commit, Execution, Pipeline } from './model.ts';
import { codepipelineOperations } from './operations.ts';
import { createProgress } from './progress.ts';
import { sourceActions, sourceOutcome } from './source.ts';

export interface CodePipelineOptions extends AwsLocation {
  readonly clock: Clock;
  /** Called with what CodePipeline sends. */
  emit(signals: Signal[]): void;
  /** Starts what an action's provider runs for it, and returns what the action shows of that. */
  begin(action: ActionRun): ActionOutcome;
}

export interface NewExecution {
  readonly commit: Commit;
  /** A push to the repository, or "Release change" in the console. */
  readonly by: 'push' | 'release';
  /** The id of the deployment that its CodeDeploy action starts; one is made up when not given. */
  readonly deploymentId?: string | undefined;
}

export type CodePipeline = ReturnType<typeof createCodePipeline>;

/** Creates CodePipeline in one account and region, without any pipeline. Its pipelines have the mode SUPERSEDED. */
export function createCodePipeline({ account, region, clock, emit, begin }: CodePipelineOptions) {
  const pipelines: Pipeline[] = [];
  const announce = (subject: Subject, state: string) =>
    emit(announcement(subject, state, clock.now(), { account, region }));
  const { enter, endAction } = createProgress({ clock, announce, begin });

  const start = (pipeline: Pipeline, { commit, by, deploymentId }: NewExecution): Execution => {
    const now = clock.now();
    const execution: Execution = {
      id: uuidFor(`${pipeline.declaration.name}/${pipeline.executions.length}`),
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

  /** Ends the execution's source actions, which have found its commit. */
  const succeedSource = (execution: Execution) => {
    for (const source of sourceActions(execution.pipeline)) {
      endAction(runningAction(execution, 'Source'), 'Succeeded', sourceOutcome(source, execution, region));
    }
  };

  return {
    /**
     * Adds a pipeline and returns it.
     *
     * @param notificationTopicArn the topic of the pipeline's notification rule, if it has one
     */
    declare: (declaration: PipelineDeclaration, notificationTopicArn?: string): Pipeline => {
      const id = uuidFor(`${declaration.name}/rule`);
      const arn = `arn:aws:codestar-notifications:${region}:${account}:notificationrule/${id.replaceAll('-', '')}`;
      const notificationRule = notificationTopicArn ? { arn, topicArn: notificationTopicArn } : undefined;
      const pipeline = { declaration, created: clock.now(), notificationRule, executions: [], stageRuns: [] };
      pipelines.push(pipeline);
      return pipeline;
    },
    /** Returns a declared pipeline. Throws when there is no such pipeline. */
    pipeline: (name: string): Pipeline => {
      const found = pipelines.find(({ declaration }) => declaration.name === name);
      if (found === undefined) throw new Error(`the pipeline ${name} was not declared`);
      return found;
    },
    start,
    succeedSource,
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

/** Returns the execution's running action of this category. Throws when there is none. */
function runningAction({ id, pipeline }: Execution, category: string): ActionRun {
  const actions = pipeline.stageRuns.filter(({ execution }) => execution.id === id).flatMap((run) => run.actions);
  const running = actions.find(
    ({ status, declaration }) => status === 'InProgress' && declaration.actionTypeId?.category === category,
  );
  if (running === undefined)
    throw new Error(`no action of the category ${category} runs in ${pipeline.declaration.name}`);
  return running;
}
