import { describe, expect, it } from 'vitest';
import { expandedSection, linkRow } from '../slack/blocks.ts';
import { link, mrkdwn } from '../slack/text.ts';
import { firstLines, paragraphs, withLinks } from './parts.ts';

function lines(count: number): string {
  return Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n');
}

describe('paragraphs', () => {
  it('are shown whole, without those that are empty', () => {
    expect(paragraphs([mrkdwn`out of memory`, mrkdwn``], 10)).toEqual([expandedSection(mrkdwn`out o…`)]);
  });
});

describe('withLinks', () => {
  const links = linkRow([{ label: 'Log', url: 'https://example.com/' }], 'text');

  it('puts the links behind what must be read first', () => {
    const first = paragraphs([mrkdwn`out of memory`], 700);
    expect(withLinks(first, links)).toEqual([...first, ...links]);
  });

  it.each([
    ['many characters', 'x'.repeat(701)],
    ['many lines', 'x\n'.repeat(13)],
  ])('puts the links first where the rest has %s, for a fold would take them', (_what, text) => {
    const first = paragraphs([mrkdwn`${text}`], 3_000);
    expect(withLinks(first, links)).toEqual([...links, ...first]);
  });

  it('does not count the address of a link in what is read first', () => {
    const first = paragraphs([link(`https://example.com/${'x'.repeat(800)}`, 'Deployment')], 3_000);
    expect(withLinks(first, links)).toEqual([...first, ...links]);
  });
});

describe('firstLines', () => {
  it('keeps ten lines as they are', () => {
    expect(firstLines(lines(10))).toBe(lines(10));
  });

  it('keeps ten of eleven lines and adds an ellipsis', () => {
    expect(firstLines(lines(11))).toBe(`${lines(10)}\n…`);
  });

  it('drops blank lines around the text and keeps one between paragraphs, which counts as no line', () => {
    expect(firstLines('\n\n  one\n\n\ntwo\n\n')).toBe('  one\n\ntwo');
    expect(firstLines(lines(10).replaceAll('\n', '\n\n'))).toBe(lines(10).replaceAll('\n', '\n\n'));
  });

  it('drops blank lines between the items of a list', () => {
    expect(firstLines('In short:\n\n* one\n\n* two\n\n1. three')).toBe('In short:\n\n* one\n* two\n1. three');
  });
});
