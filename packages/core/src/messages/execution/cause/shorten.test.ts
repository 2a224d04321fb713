import { describe, expect, it } from 'vitest';
import { CUT_OFF, shorten } from './shorten.ts';

const LINES = Array.from({ length: 40 }, (_, line) => `line ${line}`);

describe('shorten', () => {
  it('shows the first line and the end of a long text, which may be the output of a tool', () => {
    expect(shorten(['Command failed', ...LINES, 'ERROR: no space'].join('\n')).split('\n')).toEqual([
      'Command failed',
      '… 32 more lines …',
      ...LINES.slice(-8),
      'ERROR: no space',
    ]);
  });

  it('shows the beginning and the end of a long line', () => {
    const long = shorten(`Command failed ${'x'.repeat(5_000)} ERROR: no space`);
    expect(long).toMatch(/^Command failed x+…\n…x+ ERROR: no space$/);
    expect(long.length).toBeLessThan(1_300);
  });

  it('says after the lines that the end had been cut off', () => {
    const shown = shorten([...LINES, CUT_OFF].join('\n')).split('\n');
    expect(shown).toEqual([...shorten(LINES.join('\n')).split('\n'), CUT_OFF]);
    expect(shorten(CUT_OFF)).toBe(CUT_OFF);
  });
});
