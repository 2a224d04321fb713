import type { StateOutcome } from '@shipbell/core';
import { addTally, count, type Line, newTally, slower, type Tally } from './line.ts';

/** One iteration of a Map. */
export interface Iteration {
  readonly index: number;
  readonly startedAt: number | undefined;
  // biome-ignore lint/plugin: an iteration ends
  ended: boolean;
}

/** What is kept of a Parallel or a Map while it is under way. */
export interface Container {
  // biome-ignore-start lint/plugin: its attempts go on
  /** How many visits directly in it have not been left. */
  open: number;
  /** How the visits in its present attempt ended, as far as they are over; a retry of the container replaces them. */
  readonly inside: Map<Line, Tally>;
  /** The iterations that are under way, by index. */
  readonly iterations: Map<number, Iteration>;
  /** The iterations of its present attempt that are over. */
  progress: Tally;
  branches: number;
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
    branches: 0,
    mapRun: undefined,
  };
}

/** Notes that an iteration began, and returns it. */
export function startIteration(container: Container, index: number, startedAt: number | undefined): Iteration {
  const iteration = { index, startedAt, ended: false };
  container.iterations.set(index, iteration);
  return iteration;
}

/** Counts an iteration as ended, also one whose start was not seen. */
export function endIteration(
  { iterations, progress }: Container,
  index: number,
  outcome: StateOutcome,
  at: number | undefined,
): void {
  const iteration = iterations.get(index);
  iterations.delete(index);
  count(progress.iterations, outcome);
  if (outcome === 'failed') progress.firstFailed ??= index;
  if (iteration === undefined) return;
  iteration.ended = true;
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
  Object.assign(progress, { ...progress, iterations: succeeded ? { succeeded } : {}, firstFailed: undefined });
}

/** Counts everything in the attempt before as replaced, because another attempt of the container begins. */
export function replaceInside(container: Container): void {
  for (const [line, tally] of container.inside) addTally(line.replaced, tally);
  container.inside.clear();
  container.iterations.clear();
  container.progress = newTally();
  container.branches = 0;
}
