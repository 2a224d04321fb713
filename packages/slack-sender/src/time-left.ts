import type { Context } from 'aws-lambda';

/** How many milliseconds each step may take, retries included; the step's own timeout ends it then. */
export const STEP_TIMEOUT_MS = {
  readParameter: 15_000,
  /** Slack answers in well under a second; after ten it will not. */
  post: 10_000,
  moveToDeadLetterQueue: 5_000,
  report: 5_000,
  returnToQueue: 4_000,
} as const;

/**
 * The milliseconds that no other step may use: records that must wait are returned to their queue in this time, with a
 * second for the answer.
 */
const RESERVE_MS = STEP_TIMEOUT_MS.returnToQueue + 1_000;

/** The time that an invocation still has for its work. */
export interface TimeLeft {
  /** Returns whether so much time is left. */
  readonly isEnough: (milliseconds: number) => boolean;
  /** Throws `OutOfTimeError` unless so much is left: a step that Lambda might cut short is not begun. */
  readonly need: (milliseconds: number) => void;
}

/** Thrown where there is too little time for the next step; another invocation has more. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError';
}

/**
 * Returns the time that is left by Lambda's own count. Whoever invokes the function by other means may give no context,
 * and then there is always enough time. Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
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

/**
 * Returns the call's result, or rejects after `milliseconds` at the latest. The signal ends an attempt; the race ends the
 * pauses that the AWS SDK makes between its attempts, which heed no signal.
 */
export async function within<T>(milliseconds: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new Error(`no answer within ${milliseconds} ms`);
    controller.abort(error);
    late.reject(error);
  }, milliseconds);
  try {
    return await Promise.race([call(controller.signal), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
