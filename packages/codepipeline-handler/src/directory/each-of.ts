/** Works on every item, on as many at a time as said. `work` does not throw. */
export const eachOf = async <Item>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const rest = items.values();
  const workers = Array.from({ length: concurrency }, async () => {
    for (const item of rest) await work(item);
  });
  await Promise.all(workers);
};
