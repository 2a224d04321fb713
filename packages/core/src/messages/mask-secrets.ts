import { cleanText } from '../slack/text.ts';

const MASK = '••••••';

/**
 * Matches the part of a name that shows a secret, in any case: `DB_PASSWORD`, `SecretAccessKey`, `x-api-key`,
 * `refresh_token`.
 */
const NAME =
  '(?:(?:api|access|private|secret)[ _-]?key|secret(?:string)?|token|pass(?:wd|word|phrase)|(?<=[_-])pass(?![a-z])|pwd|credential)';

/**
 * Matches the secret itself: a quoted text, also one whose quotes are escaped or whose end was cut off, or everything up to
 * white space. Punctuation belongs to the secret, unless another name with a value follows it.
 */
const VALUE = String.raw`(?:\\+"[^"\n]*"?|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|(?:(?![,;&][ \t]{0,8}["']?[\w.-]{1,60}["']?[ \t]{0,8}[=:])\S)+)`;

/**
 * The patterns of secrets, each with the part of the match that may stay. Every repetition that could begin at many
 * positions of a text has a limit, so that no text takes long.
 */
const SECRETS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Access key ids: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  [/(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/g, MASK],
  [/hooks\.slack(?:-gov)?\.com(?:\\?\/|%2F)(?:\\\/|[^\s"'<>\\])+/gi, MASK],
  [/(?:xox[a-z]|xapp)-[\w-]{6,}/g, MASK],
  // "Basic authentication failed" is no header.
  [/\b([Bb]earer|BEARER|[Bb]asic|BASIC)[ \t]+(?![A-Z]?[a-z-]+[.,:;)]*(?:\s|$))[\w.~+/-]{8,}=*/g, `$1 ${MASK}`],
  // JSON in Base64, as JSON web tokens and the passwords of ECR are.
  [/eyJ[\w.+/=-]{10,}/g, MASK],
  [/gh[a-z]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{36}/g, MASK],
  // A password in a URL, or a token without a name where the password would be.
  [/(\b[a-z][a-z\d+.-]{0,30}:(?:\\?\/){2})[^\s/"<>\\]+@/gi, `$1${MASK}@`],
  [
    /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    MASK,
  ],
  // The end of a log may begin inside a key.
  [/^[\s\w+/=[\]\\]*-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g, MASK],
  // NAME=value, NAME => value and "name": value, where more may follow the name: SECRET_KEY_BASE, passwordHash.
  named(String.raw`${NAME}[\w-]{0,40}(?:\\*["']?[ \t]{0,8}=>?|\\*["'][ \t]{0,8}:)(?!=)[ \t]{0,8}`),
  // name: value, but not secretsmanager:GetSecretValue, arn:…:secret:…, TokenError: …, Unexpected token: ….
  named(
    String.raw`(?<!:)(?<!(?:unexpected|missing|expired)[ _-]?)${NAME}(?:_\w{1,40}|\d{1,3})?[ \t]{0,8}:(?!:)[ \t]{0,8}`,
  ),
  // As commands take it: `--password value`, and `aws configure set aws_secret_access_key value`.
  named(String.raw`--[\w-]{0,40}?${NAME}[ \t]+(?!-)`),
  // The short options of commands that take a password, as `-u` and `-p` alone mean a user, a port or a path.
  ofCommand(
    'curl',
    String.raw`(?:-[A-Za-z]{0,8}[uU](?:["'],)?\s{0,4}|--(?:proxy-)?user(?:["'],)?[\s=]{1,4})(?=["'\\]{0,2}[^\s:"',@/]{0,80}:)`,
  ),
  ofCommand('sshpass|(?:docker|podman|buildah)[ \\t]+login', String.raw`-p[ \t]{0,4}`),
  ofCommand('mysql(?:dump|admin|import|check)?', '-p(?=\\S)'),
  ofCommand('redis-cli', String.raw`-a[ \t]{1,4}`),
  [/(access[ _-]?key[ \t]+)[A-Za-z0-9/+]{40}(?![\w/+])/gi, `$1${MASK}`],
];

function named(name: string): readonly [RegExp, string] {
  return [new RegExp(`(${name})${VALUE}`, 'gi'), `$1${MASK}`];
}

/**
 * Returns the pattern of a command's option with its value, anywhere after the command on the same line, which a backslash
 * continues and `;` or `&&` ends. The search begins at a dash and looks back for the command, which is fast.
 */
function ofCommand(command: string, option: string): readonly [RegExp, string] {
  return [
    new RegExp(String.raw`(?=-)(?<=\b(?:${command})\b(?:(?!&&|;\s)[^\n]|\\\n){0,400}[\s"'])(${option})${VALUE}`, 'g'),
    `$1${MASK}`,
  ];
}

/**
 * Returns the cleaned text with everything masked that looks like a secret: AWS keys, bearer tokens, webhook URLs, passwords
 * in URLs, private keys, and values that are named as secrets. It is cleaned first, because a colour code inside a secret
 * would hide it.
 */
export function maskSecrets(text: string): string {
  return SECRETS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), cleanText(text));
}
