/**
 * Returns the pipelines whose names have most in common with one of the names, which is most likely theirs: words that they
 * share, of which one that few pipelines have says more. None where no word is shared.
 */
export function namedLike(pipelines: readonly string[], names: readonly string[]): readonly string[] {
  const wanted = new Set(names.flatMap(wordsOf));
  const shared = pipelines.map((pipeline) => ({
    pipeline,
    words: wordsOf(pipeline).filter((word) => wanted.has(word)),
  }));
  const counts = new Map<string, number>();
  for (const word of shared.flatMap(({ words }) => words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const scored = shared.map(({ pipeline, words }) => ({
    pipeline,
    score: words.reduce((sum, word) => sum + 1 / (counts.get(word) ?? 1), 0),
  }));
  const most = scored.reduce((best, { score }) => Math.max(best, score), 0);
  return scored.filter(({ score }) => score > 0 && score === most).map(({ pipeline }) => pipeline);
}

/** Returns `shop`, `prod`, `app` of `shop-prod_App` and of `ShopProdApp`. */
function wordsOf(name: string): string[] {
  const words = name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toLowerCase());
  return [...new Set(words)].filter(Boolean);
}
