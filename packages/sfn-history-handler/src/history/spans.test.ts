import type { SpanKind } from '@shipbell/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSpan, listSpans, newSpans } from './spans.ts';

const span = fc.tuple(fc.constantFrom<SpanKind>('failed', 'retried', 'running'), fc.nat(100_000), fc.nat(2_000));

function spansOf(given: readonly (readonly [SpanKind, number, number])[]) {
  const spans = newSpans();
  for (const [kind, from, length] of given) addSpan(spans, kind, from, from + length);
  return listSpans(spans);
}

describe('listSpans', () => {
  it('lists the spans that were added, joined where they touch, by kind and in the order of time', () => {
    const given = [
      ['running', 100, 50],
      ['running', 300, 10],
      ['failed', 150, 20],
      ['running', 140, 30],
      ['running', 0, 5],
    ] as const;
    expect(spansOf(given)).toEqual([
      { kind: 'failed', from: 150, to: 170 },
      { kind: 'running', from: 0, to: 5 },
      { kind: 'running', from: 100, to: 170 },
      { kind: 'running', from: 300, to: 310 },
    ]);
  });

  it('lists at most sixteen spans of a kind, apart, which cover everything that was added and nothing before or after it', () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 300 }), (given) => {
        const spans = spansOf(given);
        for (const [kind, from, length] of given) {
          const around = spans.filter(
            (other) => other.kind === kind && other.from <= from && other.to >= from + length,
          );
          expect(around).toHaveLength(1);
        }
        for (const kind of new Set(spans.map((other) => other.kind))) {
          const own = spans.filter((other) => other.kind === kind);
          const added = given.filter(([other]) => other === kind);
          expect(own.length).toBeLessThanOrEqual(16);
          expect(own[0]?.from).toBe(Math.min(...added.map(([, from]) => from)));
          expect(own.at(-1)?.to).toBe(Math.max(...added.map(([, from, length]) => from + length)));
          for (const [index, { from }] of own.entries()) expect(from).toBeGreaterThan(own[index - 1]?.to ?? -1);
        }
      }),
    );
  });

  it('leaves out a span without its time, and one that ends before it begins', () => {
    const spans = newSpans();
    addSpan(spans, 'running', undefined, 5);
    addSpan(spans, 'running', 5, undefined);
    addSpan(spans, 'running', 5, 4);
    expect(listSpans(spans)).toEqual([]);
  });
});
