import { raw } from './rule.ts';

/** What a name goes on with when its value is no secret: `PASSWORD_FILE`, `token_type`, `secretArn`, `TokenError`. */
const NO_SECRET = raw`(?!(?:[\w-]{0,40}[_-])?(?:file|path|ur[il]|endpoint|host|id|name|arns?|type|ttl|expir[a-z]*|min|max|length|version|policy|provider|ref|error|exception|from|stdin|strategy|prefix|days|hours|minutes|seconds|count|limit|timeout|size)(?![a-z]))`;

/**
 * Matches a name from its word on, in any case, with what may follow: `passwordHash`, `SECRET_KEY_BASE`, `x-api-key`,
 * `AccountKey`.
 */
export const NAME = raw`(?:passw(?:or)?d|pass(?:phrase|code)|pwd|pepper|(?:api|access|account|private|secret|signing|encryption|master)[ _-]?key|key[_-]?data|auth[_-]?ident|(?<!existing)secret(?!s)|(?<!request[_-]?)token(?!s|iz)|credentials?)${NO_SECRET}[\w-]{0,40}`;

/** Matches a name that may end with a short word: `SMTP_PASS`, `dbPass`, `HASH_SALT`, but also `bypass` and `monkey`. */
export const SHORT_NAME = raw`[\w.-]{0,40}(?:pass|pw|psk|key|salt|auth)\d?`;

/** Returns whether a name says password: `DB_PW`, `sshPass`, but not `bypass`. */
export function saysPassword(name: string): boolean {
  return /(?:^|[_.-])(?:pass|pw|psk)\d?$/i.test(name) || /(?:[a-z]P(?:ass|w|W)|[A-Z]PASS)\d?$/.test(name);
}

/** Returns whether a name says key, but none that finds data or is public: `CACHE_KEY`, `KMS_KEY`. */
export function saysKey(name: string): boolean {
  return (
    (/[_.-](?:key|salt|auth)\d?$|^(?:auth|salt)$/i.test(name) || /[a-z](?:Key|Salt|Auth)\d?$/.test(name)) &&
    !/^(?:.*[_.-])?(?:cache|idempotency|foreign|partition|sort|lock|publi[a-z]+|kms|gpg|s3|object|artifact|source)[_.-]?key\d?$/i.test(
      name,
    )
  );
}
