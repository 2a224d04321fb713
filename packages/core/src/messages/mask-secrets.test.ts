import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around, inputs, type SecretInput, seenIn } from '../testing/secret-inputs.ts';
import { maskSecrets } from './mask-secrets.ts';

/** Returns the secrets that can be read in the masked text. */
function seen(input: SecretInput): readonly string[] {
  return seenIn(maskSecrets(input.text), input);
}

const secretInputs = inputs('secrets.txt');
const missedInputs = inputs('missed.txt');
const harmlessInputs = inputs('harmless.txt');

describe('maskSecrets', () => {
  it.each(secretInputs)('masks the secrets of $text and leaves the words around them', (input) => {
    expect(seen(input)).toEqual([]);
    expect(input.secrets).not.toEqual([]);
    const words = around(input).split(/\s+/);
    const masked = maskSecrets(input.text);
    expect(words.filter((word) => !word.includes('•') && !masked.includes(word))).toEqual([]);
  });

  it.each(missedInputs)('does not know that $text holds a secret', (input) => {
    expect(seen(input)).not.toEqual([]);
  });

  it('is tried with enough inputs', () => {
    const count = [secretInputs.length, missedInputs.length, harmlessInputs.length];
    expect(count).toEqual([461, 31, 461]);
  });

  it.each(harmlessInputs)('leaves $text as it is', ({ text }) => {
    expect(maskSecrets(text)).toBe(text);
  });

  it('masks what another secret hid: a password with an ampersand ends a command', () => {
    const masked = maskSecrets("docker login PASSWORD=Mallow-2&& -p 'Rusty Nail 3'");
    expect(masked).not.toContain('Mallow');
    expect(masked).not.toContain('Nail');
  });

  it('changes nothing that it has masked already', () => {
    const input = fc.constantFrom(...secretInputs, ...missedInputs, ...harmlessInputs).map(({ text }) => text);
    const between = fc.constantFrom('\n', ' ', '', ', ', '"', ': ', '=');
    const log = fc.array(fc.tuple(input, between), { maxLength: 6 }).map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(log, (text) => {
        const masked = maskSecrets(text);
        expect(maskSecrets(masked)).toBe(masked);
      }),
    );
  });

  it('breaks no character and makes no text much longer', () => {
    const piece = fc.constantFrom(
      'password',
      'TOKEN',
      '=',
      ': ',
      '"',
      "'",
      '\\',
      '😀',
      '\n',
      ' ',
      '://',
      '@',
      'a',
      '1',
      '--',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const masked = maskSecrets(pieces.join(''));
        expect(masked).not.toMatch(/\p{Surrogate}/u);
        expect(masked.length).toBeLessThanOrEqual(2 * pieces.join('').length + 6);
      }),
    );
  });

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
    ['a private key whose start was cut', '[stderr]MIIEow\n[stderr]abc=\n-----END PRIVATE KEY-----\nfailed', 'MIIEow'],
    ['a key behind a colour code', '\u001b[31mAKIAIOSFODNN7EXAMPLE\u001b[0m', 'AKIAIOSFODNN7EXAMPLE'],
    ['a name and its value in colours', '\u001b[1mDB_PASSWORD\u001b[0m=hunter2', 'hunter2'],
    ['a key behind an escaped line end', '"using\\nAKIAIOSFODNN7EXAMPLE"', 'AKIAIOSFODNN7EXAMPLE'],
    ['a password in JSON in JSON', '{"log":"{\\"password\\":\\"hunter2 and more\\"}"}', 'hunter2 and more'],
    ['a password with a quote', '"password": "hun\\"ter2 and more"', 'ter2'],
    ['a password whose end was cut', 'password="hunter2 and more', 'more'],
    ['a password with punctuation', 'DB_PASSWORD=hun,ter2;and&more', 'more'],
    ['a password with an at sign in a URL', 'postgres://app:hun@ter2@db/app', 'ter2'],
    ['a password for a command', 'mysqldump --password hunter2', 'hunter2'],
    ['a password in a header', 'password: hunter2', 'hunter2'],
    ['a password of a short name', 'SMTP_PASS=hunter2', 'hunter2'],
    ['a password in Ruby', "password => 'hunter2 and more'", 'more'],
    ['the password of a registry', 'docker login -u AWS -p eyJwYXlsb2FkIjoiYWJj+/==', 'eyJwYXlsb2FkIjoiYWJj'],
    [
      'a secret access key as a command takes it',
      'aws configure set aws_secret_access_key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      'wJalrXUtnFEMI',
    ],
    ['a password for curl', 'curl -fsSu ci:hunter2 https://example.com', 'hunter2'],
    ['a password for curl in quotes', "curl -o /dev/null -u 'ci:hunter2 and more' https://example.com", 'more'],
    ['a password for curl on its next line', 'curl -f \\\n  --user=ci:hunter2 https://example.com', 'hunter2'],
    ['each password for curl', 'curl -U proxy:swordfish -u ci:hunter2 https://example.com', 'hunter2'],
    ['a password for curl in a list', 'running ["curl", "-u", "ci:hunter2", "https://example.com"]', 'hunter2'],
    ['a password for MySQL', 'mysqldump -h db -uapp -phunter2 shop', 'hunter2'],
    ['a password for a registry', 'docker login -u ci -p hunter2 registry.example.com', 'hunter2'],
    ['a password for SSH', 'sshpass -phunter2 ssh deploy@host', 'hunter2'],
    ['a password for Redis', 'redis-cli -h cache -a hunter2 ping', 'hunter2'],
    ['a webhook in escaped JSON', '"https:\\/\\/hooks.slack.com\\/services\\/T0\\/B0\\/XXXX"', 'XXXX'],
  ])('masks %s', (_name, text, secret) => {
    expect(maskSecrets(text)).not.toContain(secret);
    expect(maskSecrets(text)).toContain('••••••');
  });

  it.each([
    'npm ERR! missing script: start',
    'at Object.<anonymous> (/srv/app/token-store.js:12:3)',
    'curl: (7) Failed to connect to localhost port 8080: Connection refused',
    'GET https://example.com/health?attempt=3 returned 502',
    'not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:1:secret:prod/db',
    'CredentialsProviderError: Could not load credentials from any providers',
    'JsonWebTokenError: jwt malformed',
    'SyntaxError: Unexpected token: punc (})',
    'Basic authentication failed, and so did Bearer authentication.',
    'docker login --username AWS --password-stdin 123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    'docker run -u 1000:1000 -p 8080:80 shop',
    'curl -o out.txt http://localhost:8080/health\ndocker run -u 1000:1000 shop',
    'curl -u ci https://example.com:8443/health',
    'curl http://localhost/health && docker run -u 1000:1000 shop',
    'mysql -u app -p shop',
    'mkdir -p /srv/app && redis-cli -h cache -p 6379 ping',
    'DB_PASSWORD=\nConnection refused',
    'token == null',
  ])('leaves %j as it is', (text) => {
    expect(maskSecrets(text)).toBe(text);
  });

  it('keeps the text after a secret', () => {
    const masked = maskSecrets(
      'Server=db;Password=hunter2;Database=app GET /login?token=abc&next=/home {"pwd":1,"code":2}',
    );
    expect(masked).toBe(
      'Server=db;Password=••••••;Database=app GET /login?token=••••••&next=/home {"pwd":••••••,"code":2}',
    );
  });

  it.each([
    'a.',
    'a-',
    'secret',
    'token-',
    'pass_',
    'eyJa.b',
    'a://',
    'x://a',
    '--secret',
    'secret=a,',
    '-----BEGIN ',
    'curl -u',
    'curl -',
    'mysql -p ',
    ' a',
    '"',
    "'",
    '\t',
    'sk-',
    'sk-a',
    'pat',
    'a.atlasv1.',
    's.',
    'x8Q~',
    'ABSK',
    '1:AA',
    'x://a:',
    'x://a:b/',
    'x://a:b@',
    'a:',
    'a-',
    'a/',
    '&sig=',
    'authorization: ',
    'authorization: Digest ',
    'authorization: Digest a=b,',
    'cookie: ',
    'cookie: a=',
    'set-cookie: "a=',
    'name: ',
    'name: password',
    'name: password\n',
    'name="password" ',
    'value: ',
    'value: "',
    'value: a\n',
    'value="a" name="',
    'password:\n ',
    'password: |\n ',
    'password: |\n a\n',
    '<password>',
    '<password ',
    '<password>a',
    '<property name="password"',
    'password',
    'password ',
    'password=a.',
    'password=a(',
    'password=/a',
    'password: a-',
    'password: a.a',
    'a_key=a-',
    'A_TOKEN ',
    'A_',
    'token-a_',
    'echo ',
    'echo a|',
    '--value ',
    'IDENTIFIED BY ',
    'login a password ',
    'a:5432:a:a:',
    'BUNDLE_A__',
    'password is ',
    'net use ',
    '-pass ',
    '(',
    '\\',
    '\\"',
    'password=\\"',
    '[',
  ])('takes little time for the longest text that SNS carries, made of %j', (part) => {
    expect(maskSecrets(part.repeat(250_000 / part.length))).not.toBe('');
  });

  it('masks a named secret at any position of a log', () => {
    const words = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '/', '"'), maxLength: 30 });
    const value = fc.stringMatching(/^[A-Z0-9]{12,40}$/);
    fc.assert(
      fc.property(words, value, words, (before, secret, after) => {
        expect(maskSecrets(`${before}\nDB_PASSWORD=${secret}\n${after}`)).not.toContain(secret);
      }),
    );
  });
});
