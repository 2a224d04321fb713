/** A median with the quarters beside it. */
export interface Spread {
  readonly median: number;
  readonly quarters: readonly [low: number, high: number];
}

/** Returns the median and the quarters of what was measured. */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), quarters: [at(0.25), at(0.75)] };
}

/** Returns the one in the middle. */
export function median(numbers: readonly number[]): number {
  return spreadOf(numbers).median;
}

/** Returns the spread as it stands in a table: `4.24 [3.90–4.80]`. */
export function show({ median, quarters }: Spread, digits = 2): string {
  return `${median.toFixed(digits)} [${quarters.map((one) => one.toFixed(digits)).join('–')}]`;
}

/** Returns a row of a table. */
export function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
