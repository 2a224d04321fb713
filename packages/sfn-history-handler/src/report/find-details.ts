import type { ShownInput, TypicalDuration } from '@shipbell/core';
import type { Logger } from '@shipbell/core/runtime';
import type { Reads } from '../aws/reads.ts';
import type { StateMachineSetting } from '../config.ts';
import { showInput } from '../input/show-input.ts';
import type { ExecutionEvent } from '../parse-event.ts';
import { type LearnedSteps, learnSteps, noSteps } from './learn-steps.ts';

/** What was asked of Step Functions about an execution. */
export interface Learned extends LearnedSteps {
  readonly typicalDuration: TypicalDuration | undefined;
  readonly input: readonly ShownInput[];
}

/** All at once, each within its own time; never throws, for the message goes out anyway. */
export async function learnExecution(
  event: ExecutionEvent,
  setting: Pick<StateMachineSetting, 'inputPaths'>,
  reads: Reads,
  log: Logger,
): Promise<Learned> {
  const hasEnded = event.status !== 'running' && event.status !== 'pending_redrive';
  const [steps, typicalDuration, input] = await Promise.all([
    hasEnded ? learnSteps(event, reads, log) : noSteps(),
    hasEnded && event.stateMachineArn ? reads.readUsual(event.stateMachineArn, event.executionArn) : undefined,
    showInput(event, setting.inputPaths ?? [], reads.readInput, log),
  ]);
  return { ...steps, typicalDuration, input };
}
