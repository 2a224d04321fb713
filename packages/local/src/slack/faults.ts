/** An answer to give in place of the real one; `hang` never answers. */
export type Fault = { status: number; body: string; headers?: Record<string, string> } | 'hang';

/** https://docs.slack.dev/apis/web-api/rate-limits; `seconds` is what `Retry-After` says. */
export const rateLimited = (seconds: number): Fault => ({
  status: 429,
  body: 'rate_limited',
  headers: { 'Retry-After': String(seconds) },
});

export const CHANNEL_IS_ARCHIVED: Fault = { status: 410, body: 'channel_is_archived' };
export const NO_SERVICE: Fault = { status: 404, body: 'no_service' };
export const SERVER_ERROR: Fault = { status: 500, body: 'rollup_error' };
export const HANG: Fault = 'hang';

/** The faults that wait for each destination: those for the next posts first, then the one that stays. */
export function createFaults() {
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
    take: (destination: string): Fault | undefined => next.get(destination)?.shift() ?? standing.get(destination),
  };
}

export type Faults = ReturnType<typeof createFaults>;
