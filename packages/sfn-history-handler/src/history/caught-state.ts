import { culpritIn, type ErrorWords, type FailedState, toFailedState } from './failed-state.ts';
import type { Line } from './line.ts';
import type { Chain, Container } from './state-container.ts';
import type { Visit } from './visit.ts';

/** A state whose error a Catch handled. */
export interface CaughtState {
  readonly failure: FailedState;
  /** The line of the state that has the Catch; when this succeeds later, the failure is repaired. */
  readonly line: Line;
  /** How many states had worked on the chain by then. */
  readonly worked: number;
  /** How many had worked when what the Catch handled was over: for a container that succeeded, this counts as well. */
  readonly over: number;
}

export const NONE_CAUGHT: readonly CaughtState[] = [];

/** How many caught states a chain keeps, where each led to the next: a cause has up to 32,768 characters. */
const MOST_CAUGHT = 3;

/** Notes that the failure of the visit was caught. States that were caught before stay where they led straight to it. */
export function noteCaught(visit: Visit): void {
  const { line, scope } = visit;
  const culprit = culpritIn(visit);
  const { failures } = failuresBefore(culprit, { error: culprit.lastError, cause: culprit.lastCause }, visit);
  const caught = [...failures, toFailedState(culprit)];
  scope.chain.caught = withCaught(scope.chain, line, caught);
}

/**
 * Notes that the visit succeeded, which repairs what it was caught for. What was caught inside a container and not
 * repaired there goes on beside it.
 */
export function noteSucceeded({ line, type, container, scope: { chain } }: Visit): void {
  if (chain.caught.length > 0) chain.caught = beforeLine(chain.caught, line);
  const left = container ? leftIn(container) : NONE_CAUGHT;
  if (left.length > 0) {
    const failures = left.map(({ failure }) => failure);
    chain.caught = withCaught(chain, line, failures, chain.worked + 1);
  }
  // States of the other types only lead from one to the next.
  if (container || type === 'Task') chain.worked += 1;
  else if (type === 'Choice') chain.judged = chain.worked;
}

/** Returns what is left of the caught states in a container. */
function leftIn({ caught, branches }: Container): readonly CaughtState[] {
  if (caught.length > 0) return caught;
  return branches.find((branch) => branch.caught.length > 0)?.caught ?? NONE_CAUGHT;
}

function withCaught(
  chain: Chain,
  line: Line,
  failures: readonly FailedState[],
  over = chain.worked,
): readonly CaughtState[] {
  const { worked } = chain;
  const caught = [...straight(chain, line), ...failures.map((failure) => ({ failure, line, worked, over }))];
  return caught.length <= MOST_CAUGHT ? caught : [...caught.slice(0, 1), ...caught.slice(1 - MOST_CAUGHT)];
}

/** Returns the caught states of the chain after which nothing has succeeded. */
function straight({ caught, worked }: Chain, line: Line): readonly CaughtState[] {
  return caught.at(-1)?.worked === worked ? beforeLine(caught, line) : NONE_CAUGHT;
}

/** Returns the caught states before the one that this line's Catch handled, and with it all that followed from it. */
function beforeLine(caught: readonly CaughtState[], line: Line): readonly CaughtState[] {
  const index = caught.findIndex((state) => state.line === line);
  return index < 0 ? caught : caught.slice(0, index);
}

/** What failed and was caught before another state failed. */
export interface EarlierFailures {
  /** The failures that led to it, the first one first. */
  readonly failures: readonly FailedState[];
  /** A failure before it that need not have led to it. */
  readonly earlier: FailedState | undefined;
}

/**
 * Returns what was caught on the way to the visit, from the beginning of its chain or those around it, up to the
 * container `until`. `words` are what the failed visit said.
 */
export function failuresBefore(visit: Visit, words: Partial<ErrorWords>, until?: Visit): EarlierFailures {
  let caught = NONE_CAUGHT;
  let worked = 0;
  let judged = 0;
  for (let inner: Visit | undefined = visit; inner && inner !== until; inner = inner.scope.container) {
    const { line, scope } = inner;
    const { chain } = scope;
    if (caught.length > 0) caught = [...straight(chain, line), ...caught];
    else {
      caught = beforeLine(chain.caught, line);
      const last = caught.at(-1);
      worked += chain.worked - (last?.worked ?? 0);
      judged += Math.max(0, chain.judged - (last?.over ?? 0));
    }
  }
  const failures = caught.map(({ failure }) => failure);
  const isFail = visit.type === 'Fail';
  const isHandled = worked <= MOST_HANDLERS && judged <= MOST_JUDGED;
  const isLed = isFail ? isHandled || isOfThese(words, failures) : worked === 0;
  if (isLed) return { failures, earlier: undefined };
  return { failures: [], earlier: isFail || worked === 1 ? failures[0] : undefined };
}

/**
 * How many states may work between a Catch and the Fail state that it leads to: they clean up, record and notify. After
 * more of them the failure was overcome, and a Fail state says why it is there. A state that fails with an error of its
 * own broke while it handled another failure only if it is the first; the second may be either.
 */
const MOST_HANDLERS = 3;

/** How many of them may have worked when a Choice leads to the Fail state: one that judges more work found something new. */
const MOST_JUDGED = 1;

/** Returns whether a Fail state says nothing of its own, or repeats one of the errors. */
function isOfThese({ error = '', cause = '' }: Partial<ErrorWords>, failures: readonly FailedState[]): boolean {
  if (error === '' && cause === '') return true;
  return failures.some((failure) => failure.error && (failure.error === error || cause.includes(failure.error)));
}
