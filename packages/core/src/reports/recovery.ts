/** The failures that a success came after, or why they are unknown. */
export type Recovery =
  | {
      readonly kind: 'known';
      /** How many there were since the last success; at least one. */
      readonly failures: number;
      /** Whether there may be more: the history was not read back to a success. */
      readonly isCut: boolean;
      /** When the first of them ended. */
      readonly since: Date | undefined;
    }
  | { readonly kind: 'unknown'; readonly reason: string };

/** How something ended before the success. What a person stopped or brought back has neither failed nor succeeded. */
export interface EarlierEnd {
  readonly outcome: 'succeeded' | 'failed' | 'neither';
  readonly endedAt: Date | undefined;
}

/**
 * Returns what a success recovered from: the failures since the last success, by the ends before it, the newest first.
 * Undefined where there were none. `isCut` says whether there are earlier ends, which were not read.
 */
export function recoveryFrom(ends: readonly EarlierEnd[], isCut: boolean): Recovery | undefined {
  const success = ends.findIndex(({ outcome }) => outcome === 'succeeded');
  const failed = ends.slice(0, success < 0 ? undefined : success).filter(({ outcome }) => outcome === 'failed');
  const isOpen = isCut && success < 0;
  if (failed.length > 0) {
    return { kind: 'known', failures: failed.length, isCut: isOpen, since: failed.at(-1)?.endedAt };
  }
  return isOpen
    ? { kind: 'unknown', reason: `the last ${ends.length} show neither a success nor a failure` }
    : undefined;
}
