import type {
  ActionOutcome,
  Commit,
  Deployment,
  DeveloperTools,
  Execution,
  Failure,
  Signal,
} from '@shipbell/aws-emulator';

/**
 * What a scenario is told with: who does what, after how many seconds. Each step is over when all that AWS says of it has
 * been handled, so the world stands still while a function reads it.
 */
export interface Story {
  /** Sets the clock, to an ISO 8601 time with its zone. */
  begins(time: string): void;
  /** Nothing happens for this long. */
  waits(seconds: number): void;
  /** What is played in here is told to nobody: it was before Shipbell came. */
  beforehand<Result>(play: () => Promise<Result>): Promise<Result>;
  pipeline(name: string): PipelineRole;
  /** Somebody deploys a deployment's revision once more, in CodeDeploy's console. */
  redeploys(deployment: Deployment, ids?: { deploymentId?: string }): Promise<DeploymentRole>;
}

export interface PipelineRole {
  /** Somebody pushes a commit: its Source succeeds, and the next stage begins as soon as it is free. */
  push(commit: Commit, ids?: { deploymentId?: string }): Promise<ExecutionRole>;
  /** Somebody presses "Release change": the newest commit goes through once more. */
  release(ids?: { deploymentId?: string }): Promise<ExecutionRole>;
}

/** An execution of a pipeline. Each verb ends the action that runs now, after this many seconds. */
export interface ExecutionRole {
  builds(seconds: number): Promise<void>;
  failsToBuild(seconds: number, message: string): Promise<void>;
  isApproved(seconds: number, by: string, comment: string): Promise<void>;
  isRejected(seconds: number, by: string, comment: string): Promise<void>;
  /** CodeDeploy's deployment waits for somebody to let it go on. */
  isReady(seconds: number): Promise<void>;
  /** By CodeDeploy. */
  deploys(seconds: number): Promise<Deployment>;
  /** By CodeDeploy. Resolves with the deployment that rolls it back, where the group wants one. */
  failsToDeploy(seconds: number, failure: Failure): Promise<DeploymentRole | undefined>;
  /** By any other provider. */
  isDeployed(seconds: number): Promise<void>;
}

/** A deployment that no pipeline waits for. */
export interface DeploymentRole {
  succeeds(seconds: number): Promise<void>;
}

interface StoryOptions {
  readonly tools: DeveloperTools;
  /** Lets AWS say all this, and resolves when it has been handled. */
  tell(signals: Signal[]): Promise<void>;
}

/** How long it takes a source action to find a commit, in seconds. */
const SOURCE = 5;
/** How long it takes CodePipeline to see that CodeDeploy is done, in seconds. */
const POLL = 8;

/** Directs AWS's Developer Tools. */
export function createStory({ tools, tell }: StoryOptions): Story {
  const { clock, codepipeline, codedeploy } = tools;
  let isTold = true;

  /** Lets something happen after a while, and tells of it. */
  const after = async <Result>(seconds: number, happen: () => Result): Promise<Result> => {
    clock.pass(seconds);
    const result = happen();
    const signals = tools.takeSignals();
    if (isTold) await tell(signals);
    return result;
  };

  const executionRole = (execution: Execution): ExecutionRole => {
    const succeeds = (category: string, outcome?: ActionOutcome) =>
      codepipeline.endAction(codepipeline.runningAction(execution, category), 'Succeeded', outcome);
    const fails = (category: string, message: string, outcome?: ActionOutcome) => {
      const errorDetails = { code: 'JobFailed', message };
      const failed = { summary: message, errorDetails, ...outcome };
      codepipeline.endAction(codepipeline.runningAction(execution, category), 'Failed', failed);
    };
    const deployment = () => codedeploy.find(codepipeline.runningAction(execution, 'Deploy').externalExecutionId);
    return {
      builds: (seconds) => after(seconds, () => succeeds('Build')),
      failsToBuild: (seconds, message) => after(seconds, () => fails('Build', message)),
      isApproved: (seconds, updatedBy, summary) => after(seconds, () => succeeds('Approval', { summary, updatedBy })),
      isRejected: (seconds, updatedBy, summary) => after(seconds, () => fails('Approval', summary, { updatedBy })),
      isDeployed: (seconds) => after(seconds, () => succeeds('Deploy')),
      isReady: (seconds) => after(seconds, () => codedeploy.makeReady(deployment())),
      deploys: async (seconds) => {
        const own = deployment();
        await after(seconds, () => codedeploy.succeed(own));
        await after(POLL, () => succeeds('Deploy'));
        return own;
      },
      failsToDeploy: async (seconds, failure) => {
        const own = deployment();
        const rollback = await after(seconds, () => codedeploy.fail(own, failure));
        await after(POLL, () => fails('Deploy', `Deployment ${own.id} failed`));
        return rollback && deploymentRole(rollback);
      },
    };
  };

  const deploymentRole = (deployment: Deployment): DeploymentRole => ({
    succeeds: (seconds) => after(seconds, () => codedeploy.succeed(deployment)),
  });

  const pipelineRole = (name: string): PipelineRole => {
    const pipeline = codepipeline.pipeline(name);
    const start = (commit: Commit, by: 'push' | 'release', ids: { deploymentId?: string } = {}) =>
      after(0, () => {
        const execution = codepipeline.start(pipeline, { commit, by, ...ids });
        clock.pass(SOURCE);
        codepipeline.succeedSource(execution);
        return executionRole(execution);
      });
    return {
      push: (commit, ids) => start(commit, 'push', ids),
      release: (ids) => {
        const newest = pipeline.executions.at(-1);
        if (newest === undefined) throw new Error(`nothing has ever been pushed to ${name}`);
        return start(newest.commit, 'release', ids);
      },
    };
  };

  return {
    begins: clock.set,
    waits: clock.pass,
    beforehand: async (play) => {
      isTold = false;
      const result = await play();
      isTold = true;
      return result;
    },
    pipeline: pipelineRole,
    redeploys: ({ group, revision }, ids) =>
      after(0, () => deploymentRole(codedeploy.start(group, { revision, id: ids?.deploymentId }))),
  };
}
