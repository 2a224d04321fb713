import { webUrl } from '../slack/text.ts';

/** The placeholders of every link; Terraform has the same lists, and a test compares them. */
const COMMON = ['environment', 'name', 'status', 'region', 'account'] as const;

/** The placeholders that a link of `deployments` may hold. */
export const DEPLOYMENT_PLACEHOLDERS = [
  ...COMMON,
  'application',
  'group',
  'deployment_id',
  'pipeline',
  'execution_id',
  'commit',
] as const;

/** The placeholders that a link of `state_machines` may hold. */
export const STATE_MACHINE_PLACEHOLDERS = [...COMMON, 'state_machine', 'execution_arn', 'execution_name'] as const;

export type Placeholder = (typeof DEPLOYMENT_PLACEHOLDERS | typeof STATE_MACHINE_PLACEHOLDERS)[number];

/** Matches a placeholder, whose name is the first group. */
export const PLACEHOLDER = /\{([^{}]*)\}/g;

/** Matches an https address whose braces, if any, come after its host. */
const ADDRESS = /^https:\/\/[^\s/?#\\{}]+(?:[/?#]\S*)?$/i;

/**
 * Returns whether the text is an https address that holds no other placeholders than these, none of them in its host or
 * port, and no other brace.
 */
export function isLinkAddress(text: string, placeholders: readonly string[]): boolean {
  const names = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  const filled = text.replaceAll(PLACEHOLDER, 'x');
  return (
    ADDRESS.test(text) &&
    names.every((name) => placeholders.includes(name)) &&
    !/[{}]/.test(filled) &&
    webUrl(filled) !== undefined
  );
}
