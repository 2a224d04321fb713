import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED, overBudget } from './budget.ts';
import { countCalls } from './calls.ts';
import { EVENT_KINDS } from './event-kinds.ts';
import { startFakeAws } from './fake-aws.ts';
import { FUNCTIONS, makeRoot, type Unpacked, unpack } from './functions.ts';

/** A whole process of a function, or a zip. */
const TIMEOUT_MS = 60_000;

const root = await makeRoot();
const aws = await startFakeAws(root);
const functions = new Map<string, Unpacked>();

beforeAll(async () => {
  for (const name of FUNCTIONS) functions.set(name, await unpack(name, root));
}, TIMEOUT_MS);

afterAll(async () => {
  aws.stop();
  await rm(root, { recursive: true });
});

describe('the budget holds for', () => {
  it.each(FUNCTIONS)('the zip of %s', (name) => {
    expect((functions.get(name)?.zipBytes ?? 0) / 1_000).toBeLessThanOrEqual(ALLOWED.zips[name] ?? 0);
  });

  // A machine that is too busy to send the calls of a round together only makes a chain look longer.
  it.each(EVENT_KINDS)(
    'the calls of $name and their longest chain',
    { retry: 2, timeout: TIMEOUT_MS },
    async (kind) => {
      const folder = functions.get(kind.of)?.folder ?? '';
      expect(await countCalls(folder, kind, aws)).toEqual(ALLOWED.calls[kind.name]);
    },
  );
});

it('overBudget names what is above its budget or has none, and calls that are not exactly those of the budget', () => {
  const budget = { zips: { a: 10 }, calls: { b: { calls: 2, chain: 2 } }, ratios: { c: 1.5 } };
  expect(overBudget(budget, budget)).toEqual([]);
  expect(overBudget({ zips: { a: 9 }, calls: {}, ratios: { c: 1 } }, budget)).toEqual([]);
  const measured = { zips: { a: 10.5 }, calls: { b: { calls: 2, chain: 1 } }, ratios: { c: 1.6, d: 1 } };
  expect(overBudget(measured, budget)).toEqual([
    'a: 10.50 kB; the budget says 10',
    'b: 2 calls, chain 1; the budget says 2 and 2',
    'c: 1.60 ; the budget says 1.5',
    'd: 1.00 ; the budget says undefined',
  ]);
});
