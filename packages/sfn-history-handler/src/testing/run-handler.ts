import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { LinkStyle } from '@shipbell/core';
import type { LambdaContext } from '@shipbell/core/runtime';
import { memoryLogger, memoryQueue } from '@shipbell/core/testing';
import { createReads } from '../aws/reads.ts';
import type { StepFunctionsClient } from '../aws/sfn-client.ts';
import type { Config, StateMachineSetting } from '../config.ts';
import { createHandler } from '../handler.ts';
import { fakeStepFunctions } from './fake-step-functions.ts';

interface Circumstances {
  readonly event: unknown;
  readonly history?: readonly HistoryEvent[];
  readonly stateMachines?: readonly StateMachineSetting[];
  readonly defaults?: Config['defaults'];
  readonly stepFunctions?: StepFunctionsClient;
  readonly compareDuration?: boolean;
  readonly linkStyle?: LinkStyle;
  readonly lambda?: LambdaContext;
}

/**
 * Runs the whole handler between a queue, a log and Step Functions in memory, without ever waiting, and returns what it
 * enqueued and logged, and the regions that it read.
 */
export async function runHandler({
  event,
  history = [],
  stateMachines = [],
  defaults = {},
  stepFunctions = fakeStepFunctions(history).client,
  compareDuration = true,
  linkStyle = 'text',
  lambda,
}: Circumstances) {
  const { enqueue, notifications, refs } = memoryQueue();
  const { log, lines } = memoryLogger();
  const regions: (string | undefined)[] = [];
  const readsIn = (region: string | undefined) => {
    regions.push(region);
    return createReads(stepFunctions, compareDuration);
  };
  await createHandler({ environment: 'prod', linkStyle, stateMachines, defaults, log, readsIn, enqueue })(
    event,
    lambda,
  );
  return { notifications, refs, lines, regions };
}
