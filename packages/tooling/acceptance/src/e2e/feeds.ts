import type { Cloud } from '@shipbell/aws-emulator';
import { type Execution, runExecution } from '../demo/executions.ts';

/** How long an execution of `price-feed` usually takes. */
const USUAL_SECONDS = 2;

/** Returns an execution that takes this many times as long as it usually does. */
export function feed(name: string, times: number): Execution {
  return { stateMachine: 'price-feed', name, input: { seconds: times * USUAL_SECONDS } };
}

/** Runs what ran before Shipbell came, so that there is a typical duration. */
export async function runFeedsBefore(cloud: Cloud): Promise<void> {
  await Promise.all(['before-1', 'before-2', 'before-3'].map((name) => runExecution(cloud, feed(name, 1))));
}
