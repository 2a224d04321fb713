const MASK = '••••••';

/** What must not reach a channel, each with the part that may stay. */
const SECRETS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Access key ids: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, MASK],
  [/\bhttps:\/\/hooks\.slack(?:-gov)?\.com\/\S+/gi, MASK],
  [/\bxox[a-z]-[\w-]+/g, MASK],
  [/\b(Bearer|Basic)\s+[\w.~+/-]{8,}=*/gi, `$1 ${MASK}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, MASK],
  [/\bgh[a-z]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}/g, MASK],
  // A password in a URL, and an unnamed token in its place.
  [/(\b[a-z][a-z\d+.-]*:\/\/)[^\s/@]+@/gi, `$1${MASK}@`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, MASK],
  [
    /((?:secret|token|passwd|password|pwd|api[_-]?key|access[_-]?key|private[_-]?key|credential)[\w-]*["']?\s*[=:]\s*)(?:"[^"\n]*"|'[^'\n]*'|[^\s,;&]+)/gi,
    `$1${MASK}`,
  ],
];

/**
 * The text with what looks like a secret masked: AWS keys, bearer tokens, webhook URLs, passwords in URLs, private keys,
 * and values that are named as secrets.
 */
export const maskSecrets = (text: string): string =>
  SECRETS.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), text);
