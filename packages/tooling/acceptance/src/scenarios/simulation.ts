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
 * What happens in AWS's Developer Tools: who does what, after how many seconds. A call resolves when the functions have
 * handled all that AWS emits because of it, so AWS stands still while a function reads it.
 */
export interface Simulation {
  /** Sets the clock, to an ISO 8601 time with its zone, which the whole simulation may be moved from. */
  begins(time: string): void;
  /** Moves the clock forward: nothing happens for this long. */
  waits(seconds: number): void;
  /** Plays what happened before Shipbell came, and emits nothing of it. */
  beforehand<Result>(play: () => Promise<Result>): Promise<Result>;
  pipeline(name: string): SimulatedPipeline;
  /** Somebody deploys a deployment's revision once more, in CodeDeploy's console. */
  redeploys(deployment: Deployment, ids?: ChosenIds): Promise<SimulatedDeployment>;
}

/** Ids that a scenario chooses itself, for its messages to be recognised by. */
interface ChosenIds {
  readonly deploymentId?: string;
}

export interface SimulatedPipeline {
  /** Somebody pushes a commit: its Source succeeds, and the next stage begins as soon as it is free. */
  push(commit: Commit, ids?: ChosenIds): Promise<SimulatedExecution>;
  /** Somebody presses "Release change": the newest commit goes through once more. */
  release(ids?: ChosenIds): Promise<SimulatedExecution>;
}

/** An execution of a pipeline. Each of its methods ends the action that runs now, after this many seconds. */
export interface SimulatedExecution {
  builds(seconds: number): Promise<void>;
  failsToBuild(seconds: number, message: string): Promise<void>;
  isApproved(seconds: number, by: string, comment: string): Promise<void>;
  isRejected(seconds: number, by: string, comment: string): Promise<void>;
  /** CodeDeploy's deployment waits for somebody to let it go on. */
  isReady(seconds: number): Promise<void>;
  /** Ends CodeDeploy's deployment well, and the deploy action with it. */
  deploys(seconds: number): Promise<Deployment>;
  /**
   * Fails CodeDeploy's deployment, and the deploy action with it. Resolves with the deployment that rolls it back,
   * where the group wants one.
   */
  failsToDeploy(seconds: number, failure: Failure): Promise<SimulatedDeployment | undefined>;
  /** Ends a deploy action of any other provider well. */
  isDeployed(seconds: number): Promise<void>;
}

/** A deployment that no pipeline waits for. */
export interface SimulatedDeployment {
  succeeds(seconds: number): Promise<void>;
}

interface SimulationOptions {
  readonly tools: DeveloperTools;
  /** Emits these signals as AWS does, and resolves when the functions have handled them. */
  emit(signals: Signal[]): Promise<void>;
  /** Moves everything by so many seconds from the times that the scenario gives. */
  readonly movedBySeconds?: number;
}

/** How long it takes a source action to find a commit. */
const SOURCE_SECONDS = 5;
/** How long it takes CodePipeline to see that CodeDeploy is done. */
const POLL_SECONDS = 8;

/** Starts a simulation on the emulator's Developer Tools. */
export function simulate({ tools, emit, movedBySeconds = 0 }: SimulationOptions): Simulation {
  const { clock, codepipeline, codedeploy } = tools;
  let isEmitting = true;

  /** Lets something happen after so many seconds, and emits the signals of it. */
  const after = async <Result>(seconds: number, happen: () => Result): Promise<Result> => {
    clock.pass(seconds);
    const result = happen();
    const signals = tools.takeSignals();
    if (isEmitting) await emit(signals);
    return result;
  };

  const simulateExecution = (execution: Execution): SimulatedExecution => {
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
        await after(POLL_SECONDS, () => succeeds('Deploy'));
        return own;
      },
      failsToDeploy: async (seconds, failure) => {
        const own = deployment();
        const rollback = await after(seconds, () => codedeploy.fail(own, failure));
        await after(POLL_SECONDS, () => fails('Deploy', `Deployment ${own.id} failed`));
        return rollback && simulateDeployment(rollback);
      },
    };
  };

  const simulateDeployment = (deployment: Deployment): SimulatedDeployment => ({
    succeeds: (seconds) => after(seconds, () => codedeploy.succeed(deployment)),
  });

  const simulatePipeline = (name: string): SimulatedPipeline => {
    const pipeline = codepipeline.pipeline(name);
    const start = (commit: Commit, by: 'push' | 'release', ids: ChosenIds = {}) =>
      after(0, () => {
        const execution = codepipeline.start(pipeline, { commit, by, ...ids });
        clock.pass(SOURCE_SECONDS);
        codepipeline.succeedSource(execution);
        return simulateExecution(execution);
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
    begins: (time) => clock.set(new Date(Date.parse(time) + 1000 * movedBySeconds).toISOString()),
    waits: clock.pass,
    beforehand: async (play) => {
      const wasEmitting = isEmitting;
      isEmitting = false;
      const result = await play();
      isEmitting = wasEmitting;
      return result;
    },
    pipeline: simulatePipeline,
    redeploys: ({ group, revision }, ids) =>
      after(0, () => simulateDeployment(codedeploy.start(group, { revision, id: ids?.deploymentId }))),
  };
}
