import type { ExecutionReport, FailureWords } from '../../reports/execution-report.ts';
import { bold, cut, inline, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { shorten } from './cause/shorten.ts';

/** How many characters of an error's name and of a cause such a line shows, besides what broke. */
const ERROR_CHARACTERS = 256;
const CAUSE_CHARACTERS = 300;

/**
 * Returns a line for each state that failed after the one that broke, with its own words where it has any, and one for
 * a state that was caught before. `cause` is that of the state that broke, which no line repeats. Where none broke, the line is for the attempt that failed of the state at
 * which the execution was stopped.
 */
export function otherFailures(
  { failure, retrying }: Pick<ExecutionReport, 'failure' | 'retrying'>,
  cause: string,
): Mrkdwn[] {
  if (failure === undefined)
    return retrying ? line(mrkdwn`An attempt of ${name(retrying)} had failed`, wordsOf(retrying, [cause])) : [];
  const said = [failure.error ?? '', cause];
  const later = failure.later.flatMap((state) => {
    const words = wordsOf(state, said);
    said.push(...words);
    return line(state.state === undefined ? mrkdwn`It ended with` : mrkdwn`Then ${name(state)}`, words);
  });
  const { earlier } = failure;
  return earlier
    ? [...later, ...line(mrkdwn`Before that, ${name(earlier)} failed and was caught`, wordsOf(earlier, said))]
    : later;
}

function name({ state = '' }: FailureWords): Mrkdwn {
  return bold(cut(state, 80));
}

/** Returns the error's name, unless the cause begins with it, and the cause, without what has been said. */
function wordsOf({ error, cause }: FailureWords, said: readonly string[]): string[] {
  const words = [cut(inline(error ?? ''), ERROR_CHARACTERS), cut(inline(shorten(cause ?? '')), CAUSE_CHARACTERS)];
  const [name = '', sentence = ''] = words.map((word) => (said.some(isIn(word)) ? '' : word));
  return [sentence.startsWith(name) ? '' : name, sentence].filter((word) => word !== '');
}

function isIn(word: string): (text: string) => boolean {
  return (text) => inline(text).includes(word);
}

function line(start: Mrkdwn, words: readonly string[]): Mrkdwn[] {
  return words.length === 0 ? [] : [mrkdwn`${start}: ${words.join(': ')}`];
}
