import type { ShownInput, TypicalDuration } from '@shipbell/core';
import type { Logger } from '@shipbell/core/runtime';
import type { Reads } from '../aws/reads.ts';
import type { StateMachineSetting } from '../config.ts';
import { showInput } from '../input/show-input.ts';
import type { ExecutionEvent } from '../parse-event.ts';
import { type ExecutionStates, findStates, noStates } from './find-states.ts';

/** What was read of an execution beyond its event. */
export interface ExecutionDetails extends ExecutionStates {
  readonly typicalDuration: TypicalDuration | undefined;
  readonly input: readonly ShownInput[];
}

/**
 * Finds the details of an execution, all at once and each within its own time, with the typical duration where it is
 * known already. Never throws, because the message goes out anyway.
 */
export async function findDetails(
  event: ExecutionEvent,
  { inputPaths = [] }: Pick<StateMachineSetting, 'inputPaths'>,
  reads: Reads,
  log: Logger,
  known: TypicalDuration | undefined,
): Promise<ExecutionDetails> {
  const hasEnded = event.status !== 'running' && event.status !== 'pending_redrive';
  const [states, typicalDuration, input] = await Promise.all([
    hasEnded ? findStates(event, reads, log) : noStates(),
    known ?? (hasEnded && reads.comparesDuration ? findTypicalDuration(event, reads, log) : undefined),
    showInput(event, inputPaths, reads.readInput, log),
  ]);
  return { ...states, typicalDuration, input };
}

/** Finds how long the state machine's executions typically take, or why that is unknown. */
export async function findTypicalDuration(
  { stateMachineArn, executionArn }: Pick<ExecutionEvent, 'stateMachineArn' | 'executionArn'>,
  { readTypicalDuration }: Pick<Reads, 'readTypicalDuration'>,
  log: Logger,
): Promise<TypicalDuration | undefined> {
  if (!stateMachineArn) return undefined;
  const { value, failure } = await readTypicalDuration(stateMachineArn, executionArn);
  if (failure === undefined) return value;
  const { reason, error } = failure;
  log.warn('The typical duration could not be read', { stateMachineArn, reason, error });
  return { unknown: reason };
}
