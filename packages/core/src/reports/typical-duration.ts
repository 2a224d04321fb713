/** The median of the milliseconds that the last `of` successes took, or why it is unknown. */
export type TypicalDuration =
  | { readonly medianMs: number; readonly of: number; readonly unknown?: undefined }
  | { readonly unknown: string };

/** Returns the median of what the last successes took, in milliseconds; undefined where there were none. */
export function typicalDuration(durations: readonly number[]): TypicalDuration | undefined {
  const sorted = durations.toSorted((one, other) => one - other);
  const [upper, lower] = [sorted[Math.floor(sorted.length / 2)], sorted[Math.ceil(sorted.length / 2) - 1]];
  return upper === undefined || lower === undefined ? undefined : { medianMs: (upper + lower) / 2, of: sorted.length };
}

/** A median of fewer successes than these is not typical of anything. */
const MIN_SUCCESSES = 3;

/** Returns the typical duration in milliseconds; undefined where it is unknown or there were too few successes. */
export function typicalMs(typical: TypicalDuration | undefined): number | undefined {
  return typical === undefined || typical.unknown !== undefined || typical.of < MIN_SUCCESSES
    ? undefined
    : typical.medianMs;
}

/** That a success took longer than its setting allows, or why that is unknown. */
export type Slowness =
  | { readonly kind: 'slow'; readonly typicalMs: number }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Returns whether a success took longer than `factor` times the typical duration; undefined where it did not. */
export function slownessOf(
  { startedAt, endedAt }: { readonly startedAt: Date | undefined; readonly endedAt: Date | undefined },
  typical: TypicalDuration | undefined,
  factor: number,
): Slowness | undefined {
  if (typical?.unknown !== undefined) return { kind: 'unknown', reason: typical.unknown };
  const usual = typicalMs(typical);
  if (usual === undefined || !startedAt || !endedAt) return undefined;
  return endedAt.getTime() - startedAt.getTime() > factor * usual ? { kind: 'slow', typicalMs: usual } : undefined;
}
