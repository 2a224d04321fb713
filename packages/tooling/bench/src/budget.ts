import { readFileSync } from 'node:fs';
import type { Calls } from './calls.ts';

/** What was measured, or what it may come to. */
export interface Figures {
  /** Thousands of bytes. */
  readonly zips: Readonly<Record<string, number>>;
  readonly calls: Readonly<Record<string, Calls>>;
  /** Ratios and whatever else depends on the machine and what else it does, so that a budget leaves room for noise. */
  readonly ratios: Readonly<Record<string, number>>;
}

export const ALLOWED: Figures = JSON.parse(readFileSync(new URL('../budget.json', import.meta.url), 'utf8'));

/**
 * Returns a sentence for each figure that its budget does not allow: zips and ratios may be smaller, calls and chains are
 * exactly those of the budget. A figure without a budget is one too.
 */
export function overBudget(measured: Figures, budget: Figures = ALLOWED): string[] {
  return [
    ...above(measured.zips, budget.zips, 'kB'),
    ...Object.entries(measured.calls).flatMap(([name, { calls, chain }]) => {
      const due = budget.calls[name];
      return due?.calls === calls && due.chain === chain
        ? []
        : [`${name}: ${calls} calls, chain ${chain}; the budget says ${due?.calls} and ${due?.chain}`];
    }),
    ...above(measured.ratios, budget.ratios, ''),
  ];
}

function above(measured: Figures['ratios'], budget: Figures['ratios'], unit: string): string[] {
  return Object.entries(measured)
    .filter(([name, figure]) => !(figure <= (budget[name] ?? Number.NaN)))
    .map(([name, figure]) => `${name}: ${figure.toFixed(2)} ${unit}; the budget says ${budget[name]}`);
}
