import { cleanText } from '../slack/text.ts';
import { COMMANDS } from './mask-secrets/commands.ts';
import { NAMED_VALUES } from './mask-secrets/named-values.ts';
import { MASK } from './mask-secrets/rule.ts';
import { VENDOR_TOKENS } from './mask-secrets/vendor-tokens.ts';
import { WEB } from './mask-secrets/web.ts';

const RULES = [...VENDOR_TOKENS, ...WEB, ...COMMANDS, ...NAMED_VALUES];

/**
 * Matches one word that no rule knows: each needs a sign, or more letters. A message with no other text, as that of an execution
 * that went well, does not wait for the rules to be compiled, which takes longer than all the rest of it.
 */
const SHORT_WORD = /^[a-z]{0,12}$/i;

/**
 * Returns the cleaned text with everything masked that looks like a secret: vendors' tokens, webhook URLs, passwords in
 * URLs, headers and commands, private keys, and values that are named as secrets. What only speaks of a secret, stands for
 * one or finds one stays, because it is the diagnosis. The text is cleaned first, because a colour code inside a secret
 * would hide it, and looked at again after a mask, because what was masked may have hidden another name.
 */
export function maskSecrets(text: string): string {
  if (SHORT_WORD.test(text)) return text;
  const cleaned = cleanText(text);
  const masked = maskOnce(cleaned);
  return masked === cleaned ? masked : maskOnce(masked);
}

/** How much of a name and of its value is enough to judge whether the value is secret. */
const JUDGED_CHARACTERS = 200;

/**
 * Returns the value masked, and nothing of it where its name, or a word in that, says that all of it is secret: `API_TOKEN`,
 * `$.credentials.user`.
 */
export function maskValue(name: string, value: string): string {
  const masked = maskSecrets(value);
  const quoted = JSON.stringify(masked.slice(0, JUDGED_CHARACTERS));
  const judged = cleanText(name).slice(0, JUDGED_CHARACTERS);
  const words = new Set([judged, ...judged.split(/[^\w-]+/)]);
  return [...words].some((word) => maskSecrets(`${word}=${quoted}`) === `${word}=${MASK}`) ? MASK : masked;
}

function maskOnce(text: string): string {
  return RULES.reduce((masked, rule) => rule(masked), text);
}
