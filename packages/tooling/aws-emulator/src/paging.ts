/** A page of a list. `nextToken` is missing on the last one. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextToken?: string;
}

/** The page that begins at the token, or at the beginning without one. Undefined for a token that no page gave. */
export function pageOf<Item>(items: readonly Item[], size: number, nextToken?: string): Page<Item> | undefined {
  const start = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64').toString() || 'none');
  if (!(start >= 0 && start <= items.length)) return undefined;
  const end = start + size;
  const page = { items: items.slice(start, end) };
  return end < items.length ? { ...page, nextToken: Buffer.from(`${end}`).toString('base64') } : page;
}
