import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from './display-width.ts';
import { shownNames, visibleText } from './shown-names.ts';

function shown(names: readonly string[], columns: number): string[] {
  return shownNames(
    names,
    names.map(() => columns),
  );
}

describe('shownNames', () => {
  it('cuts names that differ at their ends in the middle', () => {
    expect(shown(['LoadCustomerTableFromS3ToRedshift', 'Load'], 20)).toEqual(['LoadCustomer…edshift', 'Load']);
  });

  it('keeps the start or the end in which names differ', () => {
    expect(shown(['LoadCustomerTableFromS3', 'LoadCampaignTableFromS3'], 8)).toEqual(['LoadCu…3', 'LoadCa…3']);
    expect(shown(['ExportTheNightlyAFile', 'ExportTheNightlyBFile'], 12)).toEqual(['Export…AFile', 'Export…BFile']);
  });

  it('keeps the part in the middle in which names differ', () => {
    const names = ['1', '2', '12'].map((number) => `${'Before'.repeat(5)}${number}${'After'.repeat(5)}`);
    expect(shown(names, 14)).toEqual(['Befo…1AfterAf…', 'Befo…2AfterAf…', 'Befo…12AfterA…']);
  });

  it('takes more columns where names differ in places that are far from each other', () => {
    const names = ['aa', 'ab', 'ba'].map(
      ([one, other]) => `${'x'.repeat(30)}${one}${'y'.repeat(20)}${other}${'z'.repeat(30)}`,
    );
    const labels = shown(names, 14);
    expect(new Set(labels).size).toBe(3);
    expect(Math.max(...labels.map(displayWidth))).toBeLessThanOrEqual(24);
  });

  it('gives a number to names that differ only in what cannot be seen', () => {
    expect(shown(['Load', 'Load\u200b', 'Load (2)', '\u200b', '\u2060', 'Load'], 20).map(visibleText)).toEqual([
      'Load',
      'Load (2)',
      'Load (2) (2)',
      '?',
      '? (2)',
      'Load',
    ]);
  });

  const anyPart = fc.oneof(
    fc.constantFrom(
      'Load',
      'x',
      '주문',
      '在庫データ',
      '👩‍💻',
      '🇰🇷',
      'e\u0301',
      '\u200b',
      '\u200f',
      '\u202e',
      '…',
      '(2)',
      ' ',
      'שלום',
    ),
    fc.string({ unit: 'grapheme', maxLength: 9 }),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  const anyStart = fc.constantFrom('', 'LoadTheTableFromTheLake', '주문데이터를변환하고저장합니다', 'x'.repeat(70));
  const anyName = fc
    .tuple(anyStart, fc.array(anyPart, { maxLength: 5 }), anyStart)
    .map(([start, parts, end]) => `${start}${parts.join('')}${end}`);
  const anyNames = fc.array(anyName, { maxLength: 20, size: 'max' });

  it('never shows two names alike', () => {
    fc.assert(
      fc.property(anyNames, fc.integer({ min: 5, max: 40 }), (names, columns) => {
        const nameOf = new Map<string, string>();
        shown(names, columns).forEach((label, index) => {
          const name = nameOf.get(visibleText(label)) ?? names[index];
          expect(name).toBe(names[index]);
          nameOf.set(visibleText(label), names[index] ?? '');
        });
      }),
      { numRuns: 500 },
    );
  });

  it('shows a name that fits and looks like no other as it is', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[A-Za-z]{1,24}$/), { maxLength: 20 }), (names) => {
        expect(shown(names, 24)).toEqual(names);
      }),
    );
  });

  it('takes no more columns than asked for where no two names look alike', () => {
    fc.assert(
      fc.property(anyName, fc.integer({ min: 5, max: 40 }), (name, columns) => {
        expect(displayWidth(shown([name], columns)[0] ?? '')).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('shows twenty long names that differ by one character anywhere in little time', () => {
    const names = Array.from({ length: 20 }, (_, index) => `${'x'.repeat(12 * index)}y${'x'.repeat(250 - 12 * index)}`);
    expect(new Set(shown(names, 12)).size).toBe(20);
  });
});
