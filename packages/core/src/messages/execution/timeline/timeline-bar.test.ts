import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPAN_KINDS, type Span, type StateLine } from '../../../reports/execution-report.ts';
import { at, START_MS, span, stateLine } from '../../../testing/sample-execution.ts';
import { drawBar, legend } from './timeline-bar.ts';

function bar(spans: readonly Span[], more: Partial<StateLine> = {}, seconds = 100): string {
  return drawBar(stateLine('S', 0, 0, { busyMs: undefined, ...more, spans }), { from: START_MS, to: at(seconds) }, 10);
}

describe('drawBar', () => {
  it('draws every kind to scale', () => {
    const spans = [span('failed', 90, 100), span('retried', 20, 40), span('running', 60, 90), span('waiting', 40, 60)];
    expect(bar(spans)).toBe('··▒▒░░███X');
  });

  it('rounds to whole cells', () => {
    expect(bar([span('running', 14, 36)])).toBe('·███······');
    expect(bar([span('running', 16, 34)])).toBe('··█·······');
  });

  it('shows a span that is too short for a cell in the cell where it was', () => {
    expect(bar([span('running', 57, 57)])).toBe('·····█····');
    expect(bar([span('failed', 100, 100)])).toBe('·········X');
  });

  it('shows a failure over everything else at that time', () => {
    expect(bar([span('failed', 52, 52), span('running', 0, 100)])).toBe('█████X████');
  });

  it('leaves out the milliseconds between scheduled and started, but shows a Wait state', () => {
    expect(bar([span('running', 57, 100), span('waiting', 56, 57)])).toBe('······████');
    expect(bar([span('waiting', 56, 57)])).toBe('·····░····');
  });

  it.each(['Parallel', 'Map'])('shows a %s as running until a state inside fails it', (type) => {
    expect(bar([span('failed', 0, 80)], { type })).toBe('████████X·');
  });

  it('shows that a state in a loop ran on and off', () => {
    expect(bar([span('running', 0, 100)], { busyMs: 12_000 })).toBe('▄▄▄▄▄▄▄▄▄▄');
    expect(bar([span('running', 0, 100)], { busyMs: 60_000 })).toBe('██████████');
  });

  it('leaves out what was before or after the axis', () => {
    expect(bar([span('running', -50, -10), span('running', 120, 130), span('retried', -50, 20)])).toBe('▒▒········');
  });
});

describe('drawBar of any spans', () => {
  const GLYPHS = { failed: 'X', retried: '▒', running: '█', waiting: '░' } as const;
  const COLUMNS = 17;
  const anySpan = fc
    .tuple(fc.constantFrom(...SPAN_KINDS), fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 1_000 }))
    .map(
      ([kind, one, other]): Span => ({
        kind,
        from: START_MS + Math.min(one, other),
        to: START_MS + Math.max(one, other),
      }),
    );

  /** Returns the cells of the bar, and each span measured in cells from the bar's left end. */
  const draw = (spans: readonly Span[]) => ({
    cells: [...drawBar(stateLine('S', 0, 0, { busyMs: undefined, spans }), { from: START_MS, to: at(1) }, COLUMNS)],
    inCells: spans.map(({ kind, from, to }) => ({
      kind,
      from: ((from - START_MS) / 1_000) * COLUMNS,
      to: ((to - START_MS) / 1_000) * COLUMNS,
    })),
  });
  /** Checks the law for bars of any spans. */
  const checkAnyBar = (law: (drawn: ReturnType<typeof draw>) => void): void =>
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 12 }), (spans) => {
        law(draw(spans));
      }),
    );

  it('draws as many cells as asked for', () => {
    checkAnyBar(({ cells }) => expect(cells).toHaveLength(COLUMNS));
  });

  it('shows in a cell only what happened in it', () => {
    checkAnyBar(({ cells, inCells }) => {
      cells.forEach((cell, index) => {
        const happened = inCells.some(
          ({ kind, from, to }) => GLYPHS[kind] === cell && from <= index + 1 && to >= index,
        );
        expect(cell === '·' || happened).toBe(true);
      });
    });
  });

  it('shows in a cell what filled it, or a kind that comes before it in SPAN_KINDS', () => {
    checkAnyBar(({ cells, inCells }) => {
      for (const { kind, from, to } of inCells) {
        const enough = SPAN_KINDS.slice(0, SPAN_KINDS.indexOf(kind) + 1).map((other) => GLYPHS[other]);
        cells.forEach((cell, index) => {
          if (from <= index && to >= index + 1) expect(enough).toContain(cell);
        });
      }
    });
  });

  it('shows every failure where it was', () => {
    checkAnyBar(({ cells, inCells }) => {
      for (const { from, to } of inCells.filter(({ kind }) => kind === 'failed')) {
        const touched = cells.filter((_cell, index) => from <= index + 1 && to >= index);
        expect(touched).toContain('X');
      }
    });
  });
});

describe('legend', () => {
  it('explains every character of a bar but the one for running', () => {
    expect(legend(['··██▒▒X', '░░·····'])).toBe('░ waiting  ▒ retried  X failed');
    expect(legend(['▄▄▄·'])).toBe('▄ on and off');
  });

  it('returns an empty text for bars that only show running and failing', () => {
    expect(legend(['··██··', '····XX'])).toBe('');
  });
});
