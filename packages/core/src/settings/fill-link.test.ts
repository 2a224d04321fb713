import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { webUrl } from '../slack/text.ts';
import { anyFacts, anySettings } from '../testing/any-team.ts';
import { fillLink } from './fill-link.ts';
import { PLACEHOLDER } from './placeholders.ts';

function urlOf(url: string, values: Parameters<typeof fillLink>[1] = {}) {
  return fillLink({ label: 'Runbook', url }, values)?.url;
}

describe('fillLink', () => {
  it('puts each value in its place, encoded', () => {
    const values = { pipeline: 'shop/a b', commit: 'a|b>c"&d=\'#', status: 'rolled_back' };
    expect(
      urlOf('https://wiki.example/{pipeline}?commit={commit}&was={status}&again={status}#{pipeline}', values),
    ).toBe(
      "https://wiki.example/shop%2Fa%20b?commit=a%7Cb%3Ec%22%26d%3D'%23&was=rolled_back&again=rolled_back#shop%2Fa%20b",
    );
  });

  it.each([
    ['is unknown', undefined],
    ['is empty', ''],
    ['is a folder of an address', '.'],
    ['is the folder above', '..'],
    ['makes the address too long', 'x'.repeat(500)],
  ])('returns no link where a value %s', (_what, commit) => {
    expect(urlOf('https://wiki.example/{commit}/x', { commit })).toBeUndefined();
  });

  it.each(['http://wiki.example/', 'https://me@wiki.example/', `https://wiki.example/?${'&'.repeat(200)}`])(
    'returns no link to %s, which no message links',
    (url) => {
      expect(urlOf(url)).toBeUndefined();
    },
  );

  it('returns no link without a label that can be seen', () => {
    expect(fillLink({ label: ' ', url: 'https://wiki.example/' }, {})).toBeUndefined();
  });

  it('takes half an emoji in a value', () => {
    expect(urlOf('https://wiki.example/{name}', { name: 'a\ud800' })).toBe('https://wiki.example/a%EF%BF%BD');
  });

  it('never leads to another host or folder than the settings say, whatever the values are', () => {
    const folders = (url: URL) => url.pathname.split('/').length;
    fc.assert(
      fc.property(anySettings, anyFacts, ({ links = [] }, { values }) => {
        for (const link of links) {
          const url = fillLink(link, values)?.url;
          if (url === undefined) continue;
          const [filled, plain] = [new URL(webUrl(url) ?? ''), new URL(link.url.replaceAll(PLACEHOLDER, 'x'))];
          expect([filled.origin, folders(filled)]).toEqual([plain.origin, folders(plain)]);
        }
      }),
    );
  });
});
