/**
 * How many characters each part of a report on a deployment may take once it is escaped: together they stay below the
 * 13,200 that Slack is seen to take in all blocks of a message. The tests of the messages add the longest ones up.
 */
export const ROOM = {
  /** A sentence that nobody may miss. */
  warning: 800,
  /** The place that failed and what it says. */
  failure: 900,
  log: 1_400,
  error: 800,
  /** A commit's own text. */
  body: 1_300,
  /** A line that names a commit, its author or what it replaced. */
  commit: 900,
  /** A line that says what is not known or what else belongs to it. */
  note: 350,
  facts: 800,
  /** The address of a button, or of a link inside a text. */
  address: 500,
} as const;
