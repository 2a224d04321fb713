/** What may go wrong with a post: an answer other than Slack's own, or a fault of the connection. */
export type Fault =
  | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> } // not delivered, answered with this
  | 'hang' // not delivered, never answered
  | 'reset' // not delivered, the connection is reset
  | 'answer_hangs' // delivered, never answered
  | 'answer_resets' // delivered, then the connection is reset before an answer
  | 'answer_drips'; // delivered, and only the first byte of the answer's body ever comes

/** A post to a webhook. */
export interface Post {
  readonly destination: string;
  /** The message's JSON. */
  readonly body: string;
}

/** Returns Slack's 429 with `seconds` as `Retry-After`: https://docs.slack.dev/apis/web-api/rate-limits */
export function rateLimited(seconds: number): Fault {
  return {
    status: 429,
    body: 'rate_limited',
    headers: { 'Retry-After': String(seconds) },
  };
}

export const CHANNEL_IS_ARCHIVED: Fault = { status: 410, body: 'channel_is_archived' };
export const NO_SERVICE: Fault = { status: 404, body: 'no_service' };
export const SERVER_ERROR: Fault = { status: 500, body: 'rollup_error' };
export const HANG: Fault = 'hang';

/**
 * Creates an empty set of faults. A post takes the fault that was added for the next post to its destination, else the standing
 * fault of its destination, else the fault that `decideBy` returns for it.
 */
export function createFaults() {
  let decide: ((post: Post) => Fault | undefined) | undefined;
  const next = new Map<string, Fault[]>();
  const standing = new Map<string, Fault>();
  return {
    addNext: (destination: string, fault: Fault) => {
      next.set(destination, [...(next.get(destination) ?? []), fault]);
    },
    setStanding: (destination: string, fault: Fault | undefined) => {
      if (fault) standing.set(destination, fault);
      else standing.delete(destination);
    },
    decideBy: (by: typeof decide) => {
      decide = by;
    },
    take: (post: Post): Fault | undefined =>
      next.get(post.destination)?.shift() ?? standing.get(post.destination) ?? decide?.(post),
  };
}

export type Faults = ReturnType<typeof createFaults>;
