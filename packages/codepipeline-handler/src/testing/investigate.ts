import { createPipelineDirectory } from '../directory/pipeline-directory.ts';
import type { DeploymentEvent } from '../events/deployment-event.ts';
import type { PipelineEvent } from '../events/pipeline-event.ts';
import type { Investigation } from '../investigation.ts';
import { type AskedOf, askedOf } from './asked-of.ts';
import { codedeployFrom, type DeploymentsFixture, type TargetsFixture } from './deployment-targets.ts';
import { codepipelineFrom, type PipelineFixture } from './pipelines.ts';
import { APPLICATION, at, GROUP } from './story.ts';

export interface World {
  readonly pipelines?: Readonly<Record<string, PipelineFixture>>;
  readonly deployments?: DeploymentsFixture;
  readonly targets?: TargetsFixture;
  readonly discover?: boolean;
  /** How many actions CodePipeline gives a page. */
  readonly pageSize?: number;
  /** The minute of the story at which it is looked. */
  readonly minute?: number;
  readonly signal?: AbortSignal;
  /** Happens in each pause. */
  readonly meanwhile?: () => void;
}

export interface Looking extends AskedOf {
  readonly investigation: Investigation;
  readonly pauses: readonly number[];
}

/** An investigation in this world, with all that is asked of it. */
export function lookInto(world: World): Looking {
  const { pipelines = {}, deployments = [], targets = {}, discover = true, minute = 10_000 } = world;
  const now = () => at(minute).getTime();
  const { codepipeline, codedeploy, asked } = askedOf(
    codepipelineFrom(pipelines, world.pageSize),
    codedeployFrom(targets, deployments),
  );
  const pauses: number[] = [];
  const investigation: Investigation = {
    reads: { codepipeline, codedeploy },
    directory: createPipelineDirectory({ discover, now }),
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
      world.meanwhile?.();
    },
    now,
    signal: world.signal ?? new AbortController().signal,
  };
  return { investigation, asked, pauses };
}

export function deploymentEvent(change: Partial<DeploymentEvent> = {}): DeploymentEvent {
  return {
    kind: 'deployment',
    account: '123456789012',
    region: 'eu-west-1',
    application: APPLICATION,
    group: GROUP,
    deploymentId: 'd-1',
    status: 'succeeded',
    statusText: 'SUCCEEDED',
    startedAt: undefined,
    endedAt: undefined,
    instances: undefined,
    error: undefined,
    rollback: undefined,
    ...change,
  };
}

export function pipelineEvent(change: Partial<PipelineEvent> = {}): PipelineEvent {
  return {
    kind: 'pipeline',
    account: '123456789012',
    region: 'eu-west-1',
    pipeline: 'p',
    executionId: 'e-1',
    status: 'succeeded',
    statusText: 'SUCCEEDED',
    attempt: 1,
    startedAt: undefined,
    at: undefined,
    push: undefined,
    failedStage: undefined,
    failedActions: [],
    stopComments: undefined,
    ...change,
  };
}
