/** The status that a word of AWS means, whichever way it is spelled (`IN_PROGRESS`, `InProgress`); `unknown` for any other. */
export function toStatus<Status extends string>(
  word: string,
  /** By their words in lower case without `_`, `-` and spaces. */
  statuses: Readonly<Record<string, Status>>,
): Status | 'unknown' {
  const key = word.toLowerCase().replace(/[_\s-]/g, '');
  return Object.hasOwn(statuses, key) ? (statuses[key] ?? 'unknown') : 'unknown';
}
