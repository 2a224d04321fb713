/**
 * Returns whether a setting asks for one of the statuses that an event has. Without `statuses` it asks for all, and an
 * event that has none of them is always asked for.
 */
export function asksFor<Status extends string>(
  { statuses }: { readonly statuses?: readonly Status[] | undefined },
  ofEvent: readonly Status[],
): boolean {
  return statuses === undefined || ofEvent.length === 0 || ofEvent.some((status) => statuses.includes(status));
}
