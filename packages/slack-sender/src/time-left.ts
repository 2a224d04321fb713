import type { Context } from 'aws-lambda';

/** The longest that each step takes, in milliseconds: its own time limit ends it then, retries included. */
export const LONGEST_MS = {
  readParameter: 15_000,
  /** The wait for a destination's next turn. */
  turn: 1_000,
  /** Slack answers in well under a second; after ten it will not. */
  post: 10_000,
  deadLetter: 5_000,
  handBack: 4_000,
} as const;

/** Kept back from the work: records that must wait are handed back to their queue, and a second is left to return. */
const RESERVE_MS = LONGEST_MS.handBack + 1_000;

/** The time that an invocation still has for its work. */
export interface TimeLeft {
  readonly isEnough: (milliseconds: number) => boolean;
  /** Throws `OutOfTimeError` unless so much is left: a step that Lambda might cut short is not begun. */
  readonly need: (milliseconds: number) => void;
}

/** There is too little time for the next step; another invocation has more. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
}

/**
 * Whoever invokes the function by other means than Lambda's may give no context: then there is all the time.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export function createTimeLeft(context: Pick<Context, 'getRemainingTimeInMillis'> | undefined): TimeLeft {
  const left = () => context?.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
  const isEnough = (milliseconds: number) => left() - RESERVE_MS >= milliseconds;
  return {
    isEnough,
    need(milliseconds) {
      if (!isEnough(milliseconds)) throw new OutOfTimeError(`less than ${milliseconds} ms are left for the next step`);
    },
  };
}
