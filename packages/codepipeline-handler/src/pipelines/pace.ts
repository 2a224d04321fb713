/** How many calls begin within a second. CodePipeline throttles from about 20 a second, which the account shares. */
const A_SECOND = 5;

const SECOND_MS = 1_000;

/** A clock that never jumps, in milliseconds, and how to wait. */
export interface Ticking {
  readonly elapsed: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/** Waits for the next turn and returns true; returns false, at once, where no turn is left before the given time. */
export type Pace = (before: number) => Promise<boolean>;

/** Returns turns for calls, of which five begin within any second. */
export function createPace({ elapsed, wait }: Ticking): Pace {
  const turns: number[] = [];
  return async (before) => {
    const turn = Math.max(elapsed(), (turns.at(-A_SECOND) ?? Number.NEGATIVE_INFINITY) + SECOND_MS);
    if (turn >= before) return false;
    turns.push(turn);
    if (turns.length > A_SECOND) turns.shift();
    if (turn > elapsed()) await wait(turn - elapsed());
    return true;
  };
}
