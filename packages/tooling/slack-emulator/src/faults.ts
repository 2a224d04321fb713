/** What may go wrong with a post. */
export type Fault =
  | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> } // answered so; not delivered
  | 'hang' // not delivered, never answered
  | 'reset' // not delivered, the connection is reset
  | 'answer_hangs' // delivered, never answered
  | 'answer_resets' // delivered, then the connection is reset before an answer
  | 'answer_drips'; // delivered; answered so slowly that no sender waits for the end of it

/** A post as it comes in; `body` is its JSON. */
export interface Post {
  readonly destination: string;
  readonly body: string;
}

/** https://docs.slack.dev/apis/web-api/rate-limits; `seconds` is what `Retry-After` says. */
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

/** The faults that wait: those for a destination's next posts first, then the one that stays, then what is decided by the post. */
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
