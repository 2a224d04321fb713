import type { StateOutcome } from '@shipbell/core';
import { type CaughtState, NONE_CAUGHT } from './caught-state.ts';
import { addTally, count, type Line, newTally, slower, type Tally } from './line.ts';

/** States that run one after the other: those of the execution itself, of a Parallel's branch, or of a Map's iteration. */
export interface Chain {
  /** The number of the iteration. */
  readonly index: number | undefined;
  // biome-ignore-start lint/plugin: a chain goes on
  startedAt: number | undefined;
  /** Whether the iteration has ended. */
  ended: boolean;
  /** How many states have done work on it and succeeded. */
  worked: number;
  /** How many of them had done so when the latest Choice was made. */
  judged: number;
  /** The states of which a Catch handled the error, and which have not succeeded since: none or very few. */
  caught: readonly CaughtState[];
  // biome-ignore-end lint/plugin: a chain goes on
}

/** What is kept of a Parallel or a Map while it is under way. */
export interface Container {
  // biome-ignore-start lint/plugin: its attempts go on
  /** How many visits directly in it have not been left. */
  open: number;
  /** How the visits in its present attempt ended, as far as they are over; a retry of the container replaces them. */
  readonly inside: Map<Line, Tally>;
  /** The iterations that are under way, by index. */
  readonly iterations: Map<number, Chain>;
  /** The iterations of its present attempt that are over. */
  progress: Tally;
  /** The chains of a Parallel's branches in its present attempt. */
  branches: Chain[];
  /** What is left of the caught states in the first iteration that ended with some. */
  caught: readonly CaughtState[];
  /** The ARN of the latest map run, for a distributed Map. */
  mapRun: string | undefined;
  // biome-ignore-end lint/plugin: its attempts go on
}

/** Returns whether states of this type hold other states. */
export function isContainer(type: string): boolean {
  return type === 'Parallel' || type === 'Map';
}

/** Returns a container in which nothing has run. */
export function newContainer(): Container {
  return {
    open: 0,
    inside: new Map(),
    iterations: new Map(),
    progress: newTally(),
    branches: [],
    caught: NONE_CAUGHT,
    mapRun: undefined,
  };
}

/** Returns a chain on which nothing has run. */
export function newChain(index?: number, startedAt?: number): Chain {
  return { index, startedAt, ended: false, worked: 0, judged: 0, caught: NONE_CAUGHT };
}

/** Notes that an iteration began, and returns it. */
export function startIteration(container: Container, index: number, startedAt: number | undefined): Chain {
  const iteration = newChain(index, startedAt);
  container.iterations.set(index, iteration);
  return iteration;
}

/** Counts an iteration as ended, also one whose start was not seen. */
export function endIteration(container: Container, index: number, outcome: StateOutcome, at: number | undefined): void {
  const { iterations, progress } = container;
  const iteration = iterations.get(index);
  iterations.delete(index);
  count(progress.iterations, outcome);
  if (outcome === 'failed') progress.firstFailed ??= index;
  if (iteration === undefined) return;
  iteration.ended = true;
  if (outcome === 'succeeded') {
    if (container.caught.length === 0) container.caught = iteration.caught;
    iteration.caught = NONE_CAUGHT;
  }
  if (at === undefined || iteration.startedAt === undefined || outcome === 'aborted') return;
  progress.slowest = slower(progress.slowest, { ms: at - iteration.startedAt, iteration: index });
}

/** Counts the iterations that never ended as ended with the outcome of their Map. */
export function endIterations(container: Container, outcome: StateOutcome): void {
  for (const index of container.iterations.keys()) endIteration(container, index, outcome, undefined);
}

/** Forgets the iterations that had failed or were stopped: a redrive runs these again, and no others. */
export function resumeIterations({ progress }: Container): void {
  const { succeeded } = progress.iterations;
  const iterations = succeeded ? { succeeded } : {};
  Object.assign(progress, { iterations, firstFailed: undefined, slowest: undefined } satisfies Partial<Tally>);
}

/** Counts everything in the attempt before as replaced, because another attempt of the container begins. */
export function replaceInside(container: Container): void {
  for (const [line, tally] of container.inside) addTally(line.replaced, tally);
  container.inside.clear();
  container.iterations.clear();
  container.progress = newTally();
  forgetCaught(container);
  container.branches = [];
}

/** Forgets the caught states in a container, whose causes are long. */
export function forgetCaught(container: Container): void {
  container.caught = NONE_CAUGHT;
  for (const branch of container.branches) branch.caught = NONE_CAUGHT;
}
