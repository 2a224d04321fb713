import type { BaseIssue } from 'valibot';

/** What is wrong, and a JSON pointer to the part that it is about. */
export interface PlacedReason {
  readonly reason: string;
  readonly pointer: string;
}

/** Returns what is wrong in Slack's own words, and where; `root` points to what was checked. */
export function issueAt(issue: BaseIssue<unknown>, root: string): PlacedReason {
  const keys = (issue.path ?? []).map((item) => String(item.key));
  const onKey = missingOrAdditional(issue);
  return {
    reason: onKey ?? constraint(issue),
    pointer: [root, ...(onKey ? keys.slice(0, -1) : keys)].join('/'),
  };
}

function missingOrAdditional({ type, expected, received, path }: BaseIssue<unknown>): string | undefined {
  if (type !== 'strict_object' || expected === 'Object') return undefined;
  const key = String(path?.at(-1)?.key);
  return received === 'undefined' ? `missing required field: ${key}` : `invalid additional property: ${key}`;
}

function constraint({ type, input, requirement, message }: BaseIssue<unknown>): string {
  const inList = Array.isArray(input);
  const size = Number(requirement);
  if (type === 'max_length')
    return inList ? `no more than ${size} items allowed` : `must be less than ${size + 1} characters`;
  if (type === 'min_length')
    return inList ? `no less than ${size} items allowed` : `must be more than ${size - 1} characters`;
  return message;
}
