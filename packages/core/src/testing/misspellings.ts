/** A value with one misspelled key, and the path of that key. */
export interface Misspelling {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Returns the value once for each of its keys, with that key misspelled. The keys of the objects that are named `free` are
 * names of somebody's own and left alone.
 */
export function misspellings(value: unknown, free: readonly string[], path = ''): Misspelling[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const own = path === '' ? key : `${path}.${key}`;
    const replaced = (change: object) =>
      Array.isArray(value) ? Object.values({ ...value, ...change }) : { ...value, ...change };
    const within = free.includes(key)
      ? []
      : misspellings(member, free, own).map((one) => ({ ...one, value: replaced({ [key]: one.value }) }));
    if (Array.isArray(value)) return within;
    const { [key]: _, ...others } = value as Record<string, unknown>;
    return [{ path: `${own}x`, value: { ...others, [`${key}x`]: member } }, ...within];
  });
}
