import { memoryLogger, memoryMetrics, memoryQueue } from '@shipbell/core/testing';
import type { LambdaContext } from '../aws/reads.ts';
import { createHandler, type Dependencies } from '../handler.ts';
import { createPipelineDirectory } from '../pipelines/directory.ts';
import { REGION } from './aws-events.ts';
import { codedeployFrom, type DeploymentsFixture, type TargetsFixture } from './codedeploy.ts';
import { codepipelineFrom, type PipelineFixture } from './codepipeline.ts';
import { skippingClock } from './skipping-clock.ts';

/**
 * What AWS answers in the region of the events. A part that is left out holds nothing.
 */
export interface World {
  readonly pipelines?: Readonly<Record<string, PipelineFixture>>;
  readonly deployments?: DeploymentsFixture;
  readonly targets?: TargetsFixture;
  /** The deployments of any other region. */
  readonly abroad?: DeploymentsFixture;
}

/** A moment long after everything in the fixtures, so that nothing waits for AWS to catch up. */
const NOW_MS = Date.parse('2024-11-02T00:00:00Z');

/** Returns the handler with all its own parts, between a queue, a log and an AWS in memory. */
export function setUpHandler(
  { pipelines = {}, deployments = [], targets = {}, abroad = [] }: World = {},
  change: Partial<Dependencies> = {},
  context?: LambdaContext,
) {
  const { log, lines } = memoryLogger();
  const { metrics, noted } = memoryMetrics();
  const { enqueue, notifications } = memoryQueue();
  const reads = { codepipeline: codepipelineFrom(pipelines), codedeploy: codedeployFrom(targets, deployments) };
  const elsewhere = { codepipeline: codepipelineFrom({}), codedeploy: codedeployFrom({}, abroad) };
  const now = () => NOW_MS;
  const handle = createHandler({
    environment: 'dev',
    linkStyle: 'text',
    deployments: [],
    defaults: {},
    additionalEvents: [],
    log,
    metrics,
    readsIn: (region) => (region === undefined || region === REGION ? reads : elsewhere),
    directory: createPipelineDirectory({ discover: true, now, ...skippingClock() }),
    pause: async () => undefined,
    now,
    timeLimit: () => new AbortController().signal,
    enqueue,
    ...change,
  });
  return { handler: (event: unknown) => handle(event, context), notifications, lines, noted };
}
