import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { StateOutcome } from '@shipbell/core';
import { blamed, type Level, leftBy, type Step } from './blame.ts';
import type { ActualVisit, State } from './definition.ts';
import { eventOf } from './history.ts';

/**
 * A chain of states that runs: its last event, the state that is open in it, and the chains that its container started.
 */
interface Chain {
  // biome-ignore-start lint/plugin: a chain goes on
  head: number;
  open: ActualVisit | undefined;
  readonly container: ActualVisit | undefined;
  inner: Chain[];
  readonly steps: Step[];
  /** Whether it is an iteration that has begun and has not ended. */
  isIterating: boolean;
  /** The state that failed on the chain and those in which it is, from the inside out, with their chains until then. */
  failed: readonly Level[];
  /** The failures that the chains in its container have left, in the order in which these count. */
  left: readonly (readonly string[])[];
  // biome-ignore-end lint/plugin: a chain goes on
}

/** The types of states that have an event for being stopped. */
const ABORTABLE = new Set(['Task', 'Wait', 'Parallel', 'Map']);

type Running = Generator<undefined, boolean>;

function isBox(state: State): state is State & { type: 'Parallel' | 'Map' } {
  return state.type === 'Parallel' || state.type === 'Map';
}

/**
 * Runs a state machine as Step Functions does, and returns its history and what truly happened. Chains that run side by
 * side take turns: `pick` returns the next one's number, from 0 up to below the number that it is given. The execution
 * is stopped after `most` events.
 */
export function runDefinition(
  states: readonly State[],
  pick: (below: number) => number,
  most = Number.POSITIVE_INFINITY,
  end: 'ExecutionAborted' | 'ExecutionTimedOut' = 'ExecutionAborted',
) {
  const events: HistoryEvent[] = [];
  const visits: ActualVisit[] = [];
  let now = Date.UTC(2024, 2, 5, 2);
  let isLong = false;

  const emit = (type: string, previousId: number, details?: object): number => {
    now += pick(3) * 500;
    events.push(eventOf(type, events.length + 1, previousId, new Date(now), details));
    return events.length;
  };

  const enter = (chain: Chain, name: string, type: string): ActualVisit => {
    const { container } = chain;
    const attempt = container?.attempts ?? 0;
    const iterations = { succeeded: 0, failed: 0, aborted: 0 };
    const visit: ActualVisit = { name, type, container, attempt, attempts: 0, outcome: 'open', iterations };
    visits.push(visit);
    chain.open = visit;
    chain.head = emit(`${type}StateEntered`, chain.head, { name });
    return visit;
  };

  const leave = (chain: Chain, visit: ActualVisit, outcome: StateOutcome, failed: readonly string[]): void => {
    const { name, type } = visit;
    chain.steps.push({ name, type, isWell: outcome === 'succeeded', failed });
    isLong ||= leftBy(chain.steps).names.length > 3;
    chain.head = emit(`${type}StateExited`, chain.head, { name });
    visit.outcome = outcome;
    chain.open = undefined;
  };

  const fail = (chain: Chain, { name, type }: ActualVisit, inside: readonly Level[]): false => {
    chain.failed = [...inside, { steps: [...chain.steps], name, type }];
    return false;
  };

  function* run(chain: Chain, todo: readonly State[]): Running {
    for (const state of todo) {
      if (state.type === 'Loop') {
        for (let time = 0; time < state.times; time += 1) if (!(yield* run(chain, state.body))) return false;
      } else if (!(yield* runState(chain, state))) return false;
    }
    return true;
  }

  function* runState(chain: Chain, state: Exclude<State, { type: 'Loop' }>): Running {
    const visit = enter(chain, state.name, state.type);
    if (state.type === 'Fail') {
      visit.outcome = 'failed';
      return fail(chain, visit, []);
    }
    yield;
    if (state.type === 'Task' || isBox(state)) return yield* tryState(chain, visit, state);
    leave(chain, visit, 'succeeded', []);
    yield;
    return true;
  }

  function* tryState(chain: Chain, visit: ActualVisit, state: Extract<State, { failures: number }>): Running {
    const { failures, retries, handler } = state;
    for (let attempt = 0; ; attempt += 1) {
      visit.attempts += 1;
      const isWell = yield* isBox(state) ? runBox(chain, visit, state) : runTask(chain, state, attempt >= failures);
      if (isWell) {
        leave(chain, visit, 'succeeded', isBox(state) ? (chain.left.find(({ length }) => length > 0) ?? []) : []);
        yield;
        return true;
      }
      if (attempt < retries) continue;
      if (isBox(state)) chain.head = emit(`${state.type}StateFailed`, chain.head);
      visit.outcome = 'failed';
      const inside = isBox(state) ? chain.failed : [];
      if (handler === undefined) return fail(chain, visit, inside);
      leave(chain, visit, 'caught', inside.length > 0 ? blamed(inside, true) : [visit.name]);
      yield;
      return yield* run(chain, handler);
    }
  }

  function* runTask(chain: Chain, state: State, isWell: boolean): Running {
    const isLambda = state.type === 'Task' && state.lambda;
    const prefix = isLambda ? 'LambdaFunction' : 'Task';
    const details = isLambda ? {} : { resourceType: 'sqs', resource: 'sendMessage' };
    chain.head = emit(`${prefix}Scheduled`, chain.head, { ...details, resource: 'sendMessage' });
    yield;
    chain.head = emit(`${prefix}Started`, chain.head, details);
    yield;
    chain.head = emit(`${prefix}${isWell ? 'Succeeded' : 'Failed'}`, chain.head, {
      ...details,
      ...(!isWell && { error: 'Broken', cause: 'why' }),
    });
    yield;
    return isWell;
  }

  function* runBox(chain: Chain, visit: ActualVisit, state: State & { type: 'Parallel' | 'Map' }): Running {
    visit.iterations = { succeeded: 0, failed: 0, aborted: 0 };
    chain.left = [];
    const begun: Chain[] = [];
    const started = emit(
      `${state.type}StateStarted`,
      chain.head,
      state.type === 'Map' ? { length: state.items } : undefined,
    );
    yield;
    const isWell = yield* state.type === 'Map'
      ? runMap(chain, visit, state, started)
      : runTogether(
          chain,
          visit,
          state.branches.map(
            (branch) =>
              function* begin(inner: Chain): Running {
                begun.push(inner);
                return yield* run(inner, branch);
              },
          ),
          started,
          9,
        );
    if (state.type === 'Parallel') chain.left = begun.map(({ steps }) => leftBy(steps).names);
    chain.inner = [];
    return isWell;
  }

  function* runMap(chain: Chain, visit: ActualVisit, state: Extract<State, { type: 'Map' }>, started: number): Running {
    const { name, items, concurrency, body } = state;
    const iterations = Array.from(
      { length: items },
      (_, index) =>
        function* iterate(inner: Chain): Running {
          const before = concurrency === 1 ? chain.inner.at(-2) : undefined;
          inner.head = emit('MapIterationStarted', before?.head ?? started, { name, index });
          inner.isIterating = true;
          yield;
          const isWell = yield* run(inner, body);
          const end = isWell ? 'Succeeded' : 'Failed';
          const id = emit(`MapIteration${end}`, inner.head, { name, index });
          if (isWell) chain.left = [...chain.left, leftBy(inner.steps).names];
          visit.iterations[isWell ? 'succeeded' : 'failed'] += 1;
          inner.isIterating = false;
          if (isWell && concurrency > 1) inner.head = id;
          // Where it failed, the others are stopped before they take another turn.
          if (isWell) yield;
          return isWell;
        },
    );
    return yield* runTogether(chain, visit, iterations, started, concurrency);
  }

  /** Runs chains side by side, no more than `limit` at once; the first that fails ends them all. */
  function* runTogether(
    chain: Chain,
    visit: ActualVisit,
    waiting: readonly ((inner: Chain) => Running)[],
    started: number,
    limit: number,
  ): Running {
    const running: { chain: Chain; turns: Running }[] = [];
    let last = started;
    for (let begun = 0; begun < waiting.length || running.length > 0; ) {
      while (running.length < limit && begun < waiting.length) {
        const inner = newChain(started, visit);
        chain.inner.push(inner);
        running.push({ chain: inner, turns: (waiting[begun] as (inner: Chain) => Running)(inner) });
        begun += 1;
      }
      const index = pick(running.length);
      const { chain: inner, turns } = running[index] as (typeof running)[number];
      const turned = turns.next();
      if (!turned.done) {
        yield;
        continue;
      }
      running.splice(index, 1);
      last = inner.head;
      if (turned.value) continue;
      abortInside(chain, visit);
      chain.head = last;
      chain.failed = inner.failed;
      return false;
    }
    emit(`${visit.type}StateSucceeded`, last);
    chain.head = last;
    return true;
  }

  const abortInside = ({ inner }: Chain, container: ActualVisit): void => {
    for (const chain of inner) {
      abort(chain);
      if (chain.isIterating) container.iterations.aborted += 1;
    }
  };

  const abort = (chain: Chain): void => {
    const { open, head } = chain;
    if (open === undefined || open.outcome !== 'open') return;
    abortInside(chain, open);
    open.outcome = 'aborted';
    if (ABORTABLE.has(open.type)) emit(`${open.type}StateAborted`, head);
  };

  const root = newChain(0, undefined);
  emit('ExecutionStarted', 0);
  const turns = run(root, states);
  let turn = turns.next();
  while (!turn.done && events.length < most) turn = turns.next();
  const outcome = turn.done ? (turn.value ? 'ExecutionSucceeded' : 'ExecutionFailed') : end;
  const error = root.failed[0]?.type === 'Fail' ? 'GaveUp' : 'Broken';
  emit(outcome, turn.done ? root.head : 0, outcome === 'ExecutionFailed' ? { error } : undefined);
  for (const visit of visits) if (visit.outcome === 'open') visit.outcome = 'aborted';
  return {
    events,
    visits,
    outcome: outcome as 'ExecutionSucceeded' | 'ExecutionFailed' | typeof end,
    /** The state because of which the execution failed and those that failed after it; undefined where it did not. */
    failed: outcome === 'ExecutionFailed' ? blamed(root.failed, false) : undefined,
    /** Whether more failures followed from each other than are kept. */
    isLong,
  };
}

function newChain(head: number, container: ActualVisit | undefined): Chain {
  return { head, open: undefined, container, inner: [], isIterating: false, steps: [], failed: [], left: [] };
}
