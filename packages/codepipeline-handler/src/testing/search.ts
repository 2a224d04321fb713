import type { CodeDeploy } from '../aws/codedeploy.ts';
import type { CodePipeline } from '../aws/codepipeline.ts';
import type { Search } from '../context.ts';
import type { DeploymentEvent } from '../deployment/event.ts';
import type { ExecutionEvent } from '../execution/event.ts';
import { createPipelineDirectory } from '../pipelines/directory.ts';
import { codedeployFrom, type DeploymentsFixture, type TargetsFixture } from './codedeploy.ts';
import { codepipelineFrom, type PipelineFixture } from './codepipeline.ts';
import { APPLICATION, at, GROUP } from './scenario.ts';
import { skippingClock } from './skipping-clock.ts';

const LOCATION = { account: '123456789012', region: 'eu-west-1' };

export interface World {
  readonly pipelines?: Readonly<Record<string, PipelineFixture>>;
  /** The pipelines of the function's own region, us-east-1, where the event is of another one. */
  readonly elsewhere?: Readonly<Record<string, PipelineFixture>>;
  readonly deployments?: DeploymentsFixture;
  readonly targets?: TargetsFixture;
  readonly discover?: boolean;
  /** How many actions CodePipeline gives a page. */
  readonly pageSize?: number;
  /** The minute of the scenario at which the search begins. */
  readonly minute?: number;
  readonly signal?: AbortSignal;
  /** Happens in each pause. */
  readonly meanwhile?: () => void;
}

export interface SearchInWorld extends AskedOf {
  readonly search: Search;
  readonly pauses: readonly number[];
}

/** Returns a search in this world, with the names of all reads that it makes. */
export function searchInWorld(world: World): SearchInWorld {
  const { pipelines = {}, deployments = [], targets = {}, discover = true, minute = 10_000 } = world;
  const now = () => at(minute).getTime();
  const { codepipeline, codedeploy, asked } = askedOf(
    codepipelineFrom(pipelines, world.pageSize),
    codedeployFrom(targets, deployments),
  );
  const pauses: number[] = [];
  const search: Search = {
    reads: { codepipeline, codedeploy },
    location: LOCATION,
    elsewhere: world.elsewhere && {
      region: 'us-east-1',
      reads: { codepipeline: codepipelineFrom(world.elsewhere, world.pageSize), codedeploy: codedeployFrom({}) },
    },
    directory: createPipelineDirectory({ discover, now, ...skippingClock() }),
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
      world.meanwhile?.();
    },
    now,
    signal: world.signal ?? new AbortController().signal,
  };
  return { search, asked, pauses };
}

/** Returns the event of a deployment that succeeded. */
export function deploymentEvent(change: Partial<DeploymentEvent> = {}): DeploymentEvent {
  return {
    kind: 'deployment',
    ...LOCATION,
    application: APPLICATION,
    group: GROUP,
    deploymentId: 'd-1',
    status: 'succeeded',
    statusText: 'SUCCEEDED',
    at: undefined,
    startedAt: undefined,
    endedAt: undefined,
    instances: undefined,
    error: undefined,
    rollback: undefined,
    ...change,
  };
}

/** Returns the event of an execution that succeeded. */
export function executionEvent(change: Partial<ExecutionEvent> = {}): ExecutionEvent {
  return {
    kind: 'pipeline',
    ...LOCATION,
    pipeline: 'p',
    executionId: 'e-1',
    status: 'succeeded',
    statusText: 'SUCCEEDED',
    attempt: 1,
    startedAt: undefined,
    at: undefined,
    trigger: undefined,
    push: undefined,
    failedStage: undefined,
    failedActions: [],
    stopComments: undefined,
    ...change,
  };
}

export interface AskedOf {
  /** The name of each read, in order, with its subject: `readState p`, `readActions p e-1`. */
  readonly asked: readonly string[];
}

/** Returns the same reads, which record that they are made. */
export function askedOf(
  codepipeline: CodePipeline,
  codedeploy: CodeDeploy,
): AskedOf & { readonly codepipeline: CodePipeline; readonly codedeploy: CodeDeploy } {
  const asked: string[] = [];
  const recording = <Reads extends object>(reads: Reads): Reads =>
    Object.fromEntries(
      Object.entries(reads).map(([name, read]) => [
        name,
        (...parameters: unknown[]) => {
          asked.push([name, ...parameters.flatMap(worded)].join(' '));
          return read(...parameters);
        },
      ]),
    ) as Reads;
  return { codepipeline: recording(codepipeline), codedeploy: recording(codedeploy), asked };
}

function worded(parameter: unknown): string[] {
  if (typeof parameter === 'string') return [parameter];
  if (Array.isArray(parameter)) return parameter.map(String);
  const { executionId } = (parameter ?? {}) as { executionId?: string };
  return executionId ? [executionId] : [];
}
