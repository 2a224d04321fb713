import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATE_OUTCOMES, type StateLine } from '../../../reports/execution-report.ts';
import { stateLine } from '../../../testing/sample-state-lines.ts';
import { chooseLines, parentOf } from './timeline.ts';

function placeBefore(index: number, container: number | undefined): number | undefined {
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
      stateLine(`S${index}`, 0, seconds, { ...more, parent: placeBefore(index, container) }),
    ),
  );

/** The line and all that it ran in. */
function groupOf(lines: readonly StateLine[], index: number): number[] {
  const parent = parentOf(lines, index);
  return parent === undefined ? [index] : [index, ...groupOf(lines, parent)];
}

function anyChoice(law: (lines: StateLine[], room: number, chosen: ReadonlySet<number>) => void): void {
  fc.assert(
    fc.property(anyLines, fc.integer({ min: 1, max: 20 }), (lines, room) => {
      law(lines, room, chooseLines(lines, room, undefined));
    }),
  );
}

describe('chooseLines', () => {
  it('keeps within its room', () => {
    anyChoice((_lines, room, chosen) => expect(chosen.size).toBeLessThanOrEqual(room));
  });

  it('never chooses a line without the containers it ran in', () => {
    anyChoice((lines, _room, chosen) => {
      for (const index of chosen) expect(groupOf(lines, index).every((member) => chosen.has(member))).toBe(true);
    });
  });

  it('leaves out no failed line that would fit in the place of those that did not fail', () => {
    anyChoice((lines, room, chosen) => {
      const failed = (index: number) => lines[index]?.outcome === 'failed' && !lines[index]?.earlier;
      const kept = new Set([...chosen].filter(failed).flatMap((index) => groupOf(lines, index)));
      const left = [...lines.keys()].filter((index) => failed(index) && !chosen.has(index));
      for (const index of left) expect(new Set([...kept, ...groupOf(lines, index)]).size).toBeGreaterThan(room);
    });
  });

  it('takes the longest of those that ended alike', () => {
    const lines = [4, 9, 1, 7].map((seconds, index) => stateLine(`S${index}`, 0, seconds));
    expect(chooseLines(lines, 2, undefined)).toEqual(new Set([1, 3]));
  });

  it('takes the line that made the execution fail before any other', () => {
    const lines = Array.from({ length: 9 }, (_, index) => stateLine(`S${index}`, 0, index, { outcome: 'failed' }));
    expect(chooseLines(lines, 1, 0)).toEqual(new Set([0]));
  });

  it('takes lines of an earlier attempt only where there is no other', () => {
    const earlier = stateLine('Before', 0, 9, { earlier: true });
    expect(chooseLines([earlier, stateLine('After', 0, 1)], 5, undefined)).toEqual(new Set([1]));
    expect(chooseLines([earlier], 5, undefined)).toEqual(new Set([0]));
  });

  it('stands states that are nested deeper than a call stack', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) =>
      stateLine(`S${index}`, 0, 1, { parent: index === 0 ? undefined : index - 1 }),
    );
    expect(chooseLines(lines, 3, undefined)).toEqual(new Set([0, 1, 2]));
  });
});
