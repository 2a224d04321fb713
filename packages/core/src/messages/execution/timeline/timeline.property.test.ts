import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SPAN_KINDS, STATE_OUTCOMES, type StateLine } from '../../../reports/execution-report.ts';
import { at, START_MS, span, stateLine } from '../../../testing/sample-execution.ts';
import { displayWidth } from './display-width.ts';
import { chooseLines, parentOf, timeline } from './timeline.ts';
import { drawnCells } from './timeline-bar.ts';

const anyName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('&'.repeat(80), '`'.repeat(80), '한'.repeat(80), '👩‍💻'.repeat(20), 'שלום', 'Load'),
);

const anyLine: fc.Arbitrary<StateLine> = fc
  .record({
    name: anyName,
    from: fc.nat({ max: 900 }),
    length: fc.nat({ max: 100_000 }),
    outcome: fc.constantFrom(...STATE_OUTCOMES),
    kind: fc.constantFrom(...SPAN_KINDS),
    visits: fc.oneof(fc.constant(1), fc.nat({ max: 25_000 })),
    retries: fc.nat({ max: 9 }),
    errors: fc.array(anyName, { maxLength: 3 }),
    parent: fc.option(fc.nat({ max: 20 }), { nil: undefined }),
    isTimed: fc.boolean(),
  })
  .map(({ name, from, length, kind, isTimed, ...more }) =>
    stateLine(name, from, from + length, {
      ...more,
      ...(isTimed ? { spans: [span(kind, from, from + length)] } : { spans: [], busyMs: undefined }),
    }),
  );

/** Checks the law for the timeline of any lines. */
function checkAnyTimeline(law: (block: string, lines: readonly StateLine[]) => void): void {
  fc.assert(
    fc.property(
      fc.array(anyLine, { minLength: 1, maxLength: 40, size: 'max' }),
      fc.option(fc.nat({ max: 1_000 }), { nil: undefined }),
      (lines, seconds) => {
        const endedAt = seconds === undefined ? undefined : new Date(at(seconds));
        const report = { lines, startedAt: new Date(START_MS), endedAt, failure: undefined };
        law(timeline(report, 3_000)?.mrkdwn ?? '', lines);
      },
    ),
  );
}

/** Returns each row up to its time, without its notes. A name never holds two spaces in a row or a no-break space. */
function rowsOf(block: string): string[] {
  return unescapeMrkdwn(block)
    .split('\n')
    .map((line) => line.split(' \u00a0')[0] ?? '')
    .filter((line) => MARK.test(line));
}

const MARK = / [✓↷✗■…] (?:[X▒█▄░·]{6,20} )? *(?:–|[\d.]+[ \u00a0]s|\d+[mhd][ \u00a0]\d\d[smh])$/;

function unescapeMrkdwn(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

describe('timeline of any lines', () => {
  it('is one code block of at most about twenty lines within its limit of characters', () => {
    checkAnyTimeline((block) => {
      expect(block.length).toBeLessThanOrEqual(3_000);
      expect(block.split('```')).toHaveLength(3);
      expect(block.split('\n').length - 2).toBeLessThanOrEqual(21);
    });
  });

  it('has aligned columns', () => {
    checkAnyTimeline((block, lines) => {
      const rows = rowsOf(block);
      const others = /\n… and (\d+) more states?: /.exec(block)?.[1] ?? 0;
      expect(rows.length + Number(others)).toBe(lines.length);
      expect(new Set(rows.map(displayWidth)).size).toBe(1);
      expect(new Set(rows.map((row) => displayWidth(row.slice(0, row.search(MARK))))).size).toBe(1);
    });
  });

  it('has no row that a phone would wrap where no name needs more columns', () => {
    const anyLength = fc.oneof(fc.nat({ max: 8 }), fc.integer({ min: 24, max: 70 }));
    fc.assert(
      fc.property(fc.array(anyLength, { minLength: 1, maxLength: 20 }), fc.nat({ max: 999 }), (lengths, visits) => {
        const lines = lengths.map((length, index) => stateLine(`S${index}${'x'.repeat(length)}`, 0, 60, { visits }));
        const report = { lines, startedAt: new Date(START_MS), endedAt: new Date(at(60)), failure: undefined };
        for (const row of rowsOf(timeline(report, 3_000)?.mrkdwn ?? ''))
          expect(displayWidth(row)).toBeLessThanOrEqual(37);
      }),
    );
  });
});

/** A state from and to one of a thousand moments of the execution, and what ran inside of it, by the same measure of its own time. */
const anyRun = fc.record({
  kind: fc.constantFrom(...SPAN_KINDS),
  type: fc.constantFrom('Map', 'Parallel'),
  edges: fc.tuple(fc.nat({ max: 1_000 }), fc.nat({ max: 1_000 })),
});

describe('timeline of states in containers', () => {
  it('draws no state beyond its Parallel or Map', () => {
    fc.assert(
      fc.property(
        fc.array(anyRun, { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 1, max: 5_000 }),
        (runs, seconds) => {
          let [from, to] = [0, seconds];
          const lines = runs.map(({ kind, type, edges }, index) => {
            const [first, last] = [Math.min(...edges), Math.max(...edges)];
            [from, to] = [from + ((to - from) * first) / 1_000, from + ((to - from) * last) / 1_000];
            return stateLine(`S${index}`, from, to, { type, parent: index - 1, spans: [span(kind, from, to)] });
          });
          const report = { lines, startedAt: new Date(START_MS), endedAt: new Date(at(seconds)), failure: undefined };
          const bars = rowsOf(timeline(report, 3_000)?.mrkdwn ?? '').map(
            (row) => / ([X▒█▄░·]{6,20}) /.exec(row)?.[1] ?? '',
          );
          expect(bars).toHaveLength(runs.length);
          const drawn = bars.map(drawnCells).filter((cells) => cells !== undefined);
          drawn.forEach(({ first, last }, index) => {
            const container = drawn[index - 1];
            expect(first).toBeGreaterThanOrEqual(container?.first ?? 0);
            expect(last).toBeLessThanOrEqual(container?.last ?? last);
          });
        },
      ),
    );
  });
});

function containerBefore(index: number, container: number | undefined): number | undefined {
  return container === undefined || index === 0 ? undefined : container % index;
}

const anyLines: fc.Arbitrary<StateLine[]> = fc
  .array(
    fc.record({
      outcome: fc.constantFrom(...STATE_OUTCOMES),
      seconds: fc.nat({ max: 50 }),
      container: fc.option(fc.nat(), { nil: undefined }),
      earlier: fc.boolean(),
    }),
    { maxLength: 60, size: 'max' },
  )
  .map((list) =>
    list.map(({ seconds, container, ...more }, index) =>
      stateLine(`S${index}`, 0, seconds, { ...more, parent: containerBefore(index, container) }),
    ),
  );

/** Returns the line and all containers in which it ran. */
function groupOf(lines: readonly StateLine[], index: number): number[] {
  const parent = parentOf(lines, index);
  return parent === undefined ? [index] : [index, ...groupOf(lines, parent)];
}

/** Checks the law for what is chosen of any lines. */
function checkAnyChoice(law: (lines: StateLine[], max: number, chosen: ReadonlySet<number>) => void): void {
  fc.assert(
    fc.property(anyLines, fc.integer({ min: 1, max: 20 }), (lines, max) => {
      law(lines, max, chooseLines(lines, max, undefined));
    }),
  );
}

describe('chooseLines', () => {
  it('chooses no more lines than asked for', () => {
    checkAnyChoice((_lines, max, chosen) => expect(chosen.size).toBeLessThanOrEqual(max));
  });

  it('never chooses a line without the containers in which it ran', () => {
    checkAnyChoice((lines, _max, chosen) => {
      for (const index of chosen) expect(groupOf(lines, index).every((member) => chosen.has(member))).toBe(true);
    });
  });

  it('leaves out no failed line that would fit instead of lines that did not fail', () => {
    checkAnyChoice((lines, max, chosen) => {
      const failed = (index: number) => lines[index]?.outcome === 'failed' && !lines[index]?.earlier;
      const kept = new Set([...chosen].filter(failed).flatMap((index) => groupOf(lines, index)));
      const left = [...lines.keys()].filter((index) => failed(index) && !chosen.has(index));
      for (const index of left) expect(new Set([...kept, ...groupOf(lines, index)]).size).toBeGreaterThan(max);
    });
  });

  it('chooses the longest of the lines that ended alike', () => {
    const lines = [4, 9, 1, 7].map((seconds, index) => stateLine(`S${index}`, 0, seconds));
    expect(chooseLines(lines, 2, undefined)).toEqual(new Set([1, 3]));
  });

  it('chooses the line that made the execution fail before any other', () => {
    const lines = Array.from({ length: 9 }, (_, index) => stateLine(`S${index}`, 0, index, { outcome: 'failed' }));
    expect(chooseLines(lines, 1, 0)).toEqual(new Set([0]));
  });

  it('chooses lines of an earlier attempt only if there is no other', () => {
    const earlier = stateLine('Before', 0, 9, { earlier: true });
    expect(chooseLines([earlier, stateLine('After', 0, 1)], 5, undefined)).toEqual(new Set([1]));
    expect(chooseLines([earlier], 5, undefined)).toEqual(new Set([0]));
  });

  it('chooses among states that are nested deeper than a call stack', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) =>
      stateLine(`S${index}`, 0, 1, { parent: index === 0 ? undefined : index - 1 }),
    );
    expect(chooseLines(lines, 3, undefined)).toEqual(new Set([0, 1, 2]));
  });
});
