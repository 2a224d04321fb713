import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskSecrets } from './mask-secrets.ts';

describe('maskSecrets', () => {
  it.each([
    ['an access key id', 'using AKIAIOSFODNN7EXAMPLE now', 'AKIAIOSFODNN7EXAMPLE'],
    ['a secret access key', 'AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'wJalrXUtnFEMI'],
    ['a session token', 'export AWS_SESSION_TOKEN="IQoJb3JpZ2luX2VjEXAMPLE=="', 'IQoJb3JpZ2luX2VjEXAMPLE'],
    ['a bearer token', 'Authorization: Bearer abc.def-ghi_jkl', 'abc.def-ghi_jkl'],
    ['a JSON web token', 'got eyJhbGciOi.eyJzdWIiOi.SflKxwRJ', 'eyJzdWIiOi'],
    ['a webhook', 'POST https://hooks.slack.com/services/T0/B0/XXXX failed', 'services/T0/B0/XXXX'],
    ['a Slack token', 'token xoxb-1234-abcd', 'xoxb-1234-abcd'],
    ['a password in a URL', 'connecting to postgres://app:hunter2@db.internal:5432/app', 'hunter2'],
    ['a password in JSON', '{"user":"app","password":"hunter2 and more"}', 'hunter2'],
    ['a GitHub token', 'git clone with ghp_0123456789abcdefghijABCDEFGHIJ', 'ghp_0123456789'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----', 'MIIEow'],
    ['a private key whose end was cut', '-----BEGIN PRIVATE KEY-----\nMIIEow\nabc', 'MIIEow'],
  ])('masks %s', (_name, text, secret) => {
    expect(maskSecrets(text)).not.toContain(secret);
    expect(maskSecrets(text)).toContain('••••••');
  });

  it.each([
    'npm ERR! missing script: start',
    'at Object.<anonymous> (/srv/app/token-store.js:12:3)',
    'curl: (7) Failed to connect to localhost port 8080: Connection refused',
    'GET https://example.com/health?attempt=3 returned 502',
  ])('leaves %j as it is', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });

  it('masks a named secret wherever it stands in a log', () => {
    const words = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '/', '"'), maxLength: 30 });
    const value = fc.stringMatching(/^[A-Z0-9]{12,40}$/);
    fc.assert(
      fc.property(words, value, words, (before, secret, after) => {
        expect(maskSecrets(`${before}\nDB_PASSWORD=${secret}\n${after}`)).not.toContain(secret);
      }),
    );
  });
});
