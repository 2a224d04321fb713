import type { StateOutcome } from '@shipbell/core';
import fc from 'fast-check';

/** A state of a generated state machine, with what happens in it when it runs. */
export type State =
  | { readonly type: 'Pass' | 'Choice' | 'Wait' | 'Succeed' | 'Fail'; readonly name: string }
  | (Trying & { readonly type: 'Task'; readonly lambda: boolean })
  | (Trying & { readonly type: 'Parallel'; readonly branches: readonly (readonly State[])[] })
  | (Trying & {
      readonly type: 'Map';
      readonly items: number;
      readonly concurrency: number;
      readonly body: readonly State[];
    })
  | { readonly type: 'Loop'; readonly times: number; readonly body: readonly State[] };

interface Trying {
  readonly name: string;
  /**
   * How often it fails in each visit, how often it may be tried again, and the states to which a Catch leads after the
   * failure that is left, which may end in a Fail state.
   */
  readonly failures: number;
  readonly retries: number;
  readonly handler: readonly State[] | undefined;
}

/** What happened to one visit of a state. */
export interface ActualVisit {
  readonly name: string;
  readonly type: string;
  readonly container: ActualVisit | undefined;
  /** The attempt of the container that it ran in, and how many the container had in the end. */
  readonly attempt: number;
  // biome-ignore-start lint/plugin: a visit goes on
  attempts: number;
  outcome: StateOutcome;
  /** How the iterations of a Map ended, in its last attempt. */
  iterations: { succeeded: number; failed: number; aborted: number };
  // biome-ignore-end lint/plugin: a visit goes on
}

type Shape = { readonly type: string; readonly [member: string]: unknown };

const attempts = { failures: fc.nat({ max: 2 }), retries: fc.nat({ max: 2 }) };

const quiet: fc.Arbitrary<Shape> = fc.record({ type: fc.constantFrom('Pass', 'Choice', 'Wait') });

function task(handler: fc.Arbitrary<Shape[] | undefined>): fc.Arbitrary<Shape> {
  return fc.record({ type: fc.constant('Task'), lambda: fc.boolean(), ...attempts, handler });
}

/** What a Catch leads to: a few states that notify, of which a Catch may lead to more, and often a Fail state. */
function handlerOf(state: fc.Arbitrary<Shape>): fc.Arbitrary<Shape[]> {
  return fc
    .tuple(fc.array(state, { maxLength: 5, size: 'small' }), fc.boolean())
    .map(([states, fails]) => [...states, ...(fails ? [{ type: 'Fail' }] : [])]);
}

const notify = fc.oneof(quiet, task(fc.constant(undefined)));
const fallback = fc.oneof(notify, task(fc.option(handlerOf(notify), { nil: undefined })));
const trying = { ...attempts, handler: fc.option(handlerOf(fallback), { nil: undefined }) };

const { chain } = fc.letrec<{ chain: Shape[]; state: Shape; leaf: Shape; container: Shape }>((tie) => ({
  leaf: fc.oneof({ weight: 3, arbitrary: quiet }, { weight: 4, arbitrary: task(trying.handler) }),
  container: fc.oneof(
    fc.record({
      type: fc.constant('Parallel'),
      branches: fc.array(tie('chain'), { minLength: 1, maxLength: 3 }),
      ...trying,
    }),
    fc.record({
      type: fc.constant('Map'),
      items: fc.nat({ max: 4 }),
      concurrency: fc.integer({ min: 1, max: 3 }),
      body: tie('chain'),
      ...trying,
    }),
    fc.record({ type: fc.constant('Loop'), times: fc.integer({ min: 1, max: 3 }), body: tie('chain') }),
  ),
  state: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('leaf'), tie('container')),
  chain: fc.array(tie('state'), { minLength: 1, maxLength: 4 }),
}));

/** Returns the states, each with a name of its own, as Step Functions demands. */
function named(states: readonly Shape[], next = { number: 1 }): State[] {
  return states.map((state) => {
    const name = `${state.type} ${next.number++}`;
    const inner = (value: unknown) => named(value as Shape[], next);
    return {
      ...state,
      name,
      ...(state.body !== undefined && { body: inner(state.body) }),
      ...(state.handler !== undefined && { handler: inner(state.handler) }),
      ...(state.branches !== undefined && { branches: (state.branches as unknown[]).map(inner) }),
    } as unknown as State;
  });
}

/** Generates state machines with anything nested in anything: branches, maps, loops, retries, catches. */
export const definition: fc.Arbitrary<State[]> = fc
  .tuple(chain, fc.constantFrom('Succeed', 'Fail', 'Pass'))
  .map(([states, last]) => named([...states, { type: last }]));
