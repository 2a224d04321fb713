/** One page of a list that AWS gives in parts. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to ask the next page with; undefined for the last one. */
  readonly next: string | undefined;
}
