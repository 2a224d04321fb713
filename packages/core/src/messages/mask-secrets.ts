import { cleanText } from '../slack/text.ts';
import { COMMANDS } from './mask-secrets/commands.ts';
import { NAMED_VALUES } from './mask-secrets/named-values.ts';
import { VENDOR_TOKENS } from './mask-secrets/vendor-tokens.ts';
import { WEB } from './mask-secrets/web.ts';

const RULES = [...VENDOR_TOKENS, ...WEB, ...COMMANDS, ...NAMED_VALUES];

/**
 * Returns the cleaned text with everything masked that looks like a secret: vendors' tokens, webhook URLs, passwords in
 * URLs, headers and commands, private keys, and values that are named as secrets. What only speaks of a secret, stands for
 * one or finds one stays, because it is the diagnosis. The text is cleaned first, because a colour code inside a secret
 * would hide it, and looked at again after a mask, because what was masked may have hidden another name.
 */
export function maskSecrets(text: string): string {
  const cleaned = cleanText(text);
  const masked = maskOnce(cleaned);
  return masked === cleaned ? masked : maskOnce(masked);
}

function maskOnce(text: string): string {
  return RULES.reduce((masked, rule) => rule(masked), text);
}
