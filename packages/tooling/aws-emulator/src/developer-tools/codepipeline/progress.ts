import type { ActionExecutionStatus } from '@aws-sdk/client-codepipeline';
import { type Clock, uuidFor } from '../clock-and-ids.ts';
import type { Subject } from './announce.ts';
import type { ActionOutcome, ActionRun, Execution, StageRun } from './model.ts';

interface ProgressOptions {
  readonly clock: Clock;
  /** Called with each change of a state: `STARTED`, `SUCCEEDED`, … */
  announce(subject: Subject, state: string): void;
  /** Starts what an action's provider runs for it, and returns what the action shows of that. */
  begin(action: ActionRun): ActionOutcome;
}

/**
 * Returns the functions that move an execution through a pipeline of the mode SUPERSEDED: a stage holds one execution, and
 * one more waits for it.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 */
export function createProgress({ clock, announce, begin }: ProgressOptions) {
  /** Lets an execution into a stage. When another one is in it, the execution waits, and supersedes the one that waited before. */
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
    const id = uuidFor(`${execution.id}/${stage}/${declaration.name}`);
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

  /** Ends an action. The last action of a stage ends the stage too, after which the execution enters the next one, or ends. */
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

  return { enter, endAction };
}
