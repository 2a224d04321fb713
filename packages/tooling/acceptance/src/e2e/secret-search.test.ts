import { describe, expect, it } from 'vitest';
import { createSecretSearch } from './secret-search.ts';

const SECRET = 'C0FFEE5AFE7EA0DECAFBAD42';
const URL_ = `https://hooks.slack.com/services/T0123456/B0123456/${SECRET}`;
const holdsSecret = createSecretSearch([SECRET]);

describe('createSecretSearch', () => {
  it.each([
    ['as it is', `posting to ${URL_}`],
    ['in a URL’s encoding', encodeURIComponent(URL_)],
    ['in a JSON string with escaped slashes', JSON.stringify({ url: URL_ }).replaceAll('/', '\\/')],
    ['in lower case', URL_.toLowerCase()],
    ['in hexadecimal', Buffer.from(URL_).toString('hex').toUpperCase()],
    ['cut in its second half', URL_.slice(0, -11)],
    ['cut in its first half', URL_.slice(-13)],
  ])('finds a secret %s', (_form, text) => {
    expect(holdsSecret(text)).toBe(true);
  });

  it('finds a secret in Base64, wherever it begins', () => {
    for (const before of ['', 'a', 'ab', 'abc']) {
      for (const after of ['', '-', '--', '---']) {
        const text = Buffer.from(before + SECRET + after);
        expect(holdsSecret(`{"body":"${text.toString('base64')}"}`)).toBe(true);
        expect(holdsSecret(text.toString('base64url'))).toBe(true);
      }
    }
  });

  it('finds none in other texts', () => {
    for (const text of ['', 'https://hooks.slack.com/services/T0123456/B0123456/', SECRET.slice(0, 11)]) {
      expect(holdsSecret(text)).toBe(false);
      expect(holdsSecret(Buffer.from(text).toString('base64'))).toBe(false);
    }
  });

  it('refuses a secret that an encoding would change', () => {
    expect(() => createSecretSearch(['a/b+c=d&e'])).toThrow('not eight or more letters and digits: a/b+c=d&e');
  });
});
