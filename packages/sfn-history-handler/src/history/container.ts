import type { StateOutcome } from '@shipbell/core';
import { addTally, count, type Line, newTally, slower, type Tally } from './line.ts';

/** One pass of a Map through its states. */
export interface Iteration {
  readonly index: number;
  readonly startedAt: number | undefined;
  // biome-ignore lint/plugin: an iteration ends
  ended: boolean;
}

/** What a Parallel or a Map remembers while it is under way. */
export interface Container {
  // biome-ignore-start lint/plugin: its attempts go on
  /** How many visits directly in it have not been left. */
  open: number;
  /** What became of the visits in its present attempt that are over: a retry of it replaces them. */
  readonly inside: Map<Line, Tally>;
  /** The iterations that are under way, by index. */
  readonly iterations: Map<number, Iteration>;
  /** The iterations of its present attempt that are over. */
  progress: Tally;
  branches: number;
  /** Of a distributed Map: the ARN of its latest map run. */
  mapRun: string | undefined;
  // biome-ignore-end lint/plugin: its attempts go on
}

export function isContainer(type: string): boolean {
  return type === 'Parallel' || type === 'Map';
}

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

/** Gives the iterations that never ended their Map's outcome. */
export function endIterations(container: Container, outcome: StateOutcome): void {
  for (const index of container.iterations.keys()) endIteration(container, index, outcome, undefined);
}

/** A redrive runs again the iterations that had failed or were stopped, and no others. */
export function resumeIterations({ progress }: Container): void {
  const { succeeded } = progress.iterations;
  Object.assign(progress, { ...progress, iterations: succeeded ? { succeeded } : {}, firstFailed: undefined });
}

/** Another attempt of the container replaces what became of the one before. */
export function replaceInside(container: Container): void {
  for (const [line, tally] of container.inside) addTally(line.replaced, tally);
  container.inside.clear();
  container.iterations.clear();
  container.progress = newTally();
  container.branches = 0;
}
