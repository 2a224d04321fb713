import { printableError } from '../command-line/printable.ts';
import type { QueueChoice } from './choice.ts';
import type { FoundQueue } from './dead-letter-queues.ts';
import { headlineOf } from './headline.ts';
import type { Outcome } from './redrive-queue.ts';

/** Returns counts of messages by target, in words: `3 messages to shipbell-dev-slack.fifo, 1 event to …`. */
export function byTarget(messages: readonly { readonly queue: FoundQueue }[]): string {
  const targets = Map.groupBy(messages, ({ queue }) => queue.target);
  const parts = [...targets].map(([target, those]) => {
    const thing = those[0]?.queue.content === 'messages' ? 'message' : 'event';
    return `${those.length} ${thing}${those.length === 1 ? '' : 's'} to ${target}`;
  });
  return parts.join(', ');
}

/**
 * Returns how everything that was chosen ended, as a terminal shows it. `unreached` says why messages were not even
 * tried.
 */
export function counts(
  choices: readonly QueueChoice[],
  outcomes: readonly Outcome[],
  unreached: readonly string[],
): readonly string[] {
  const of = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind);
  const out = [...of('redriven'), ...of('not_removed')].map(({ message }) => message);
  return [
    `Redriven: ${out.length > 0 ? byTarget(out) : 'nothing'}.`,
    ...failures(of('not_removed'), 'Of these still in the dead-letter queue, where it could not be deleted'),
    ...failures(of('kept'), 'Not redriven, and still in the dead-letter queue'),
    ...notReached(choices, outcomes, unreached),
  ];
}

/** Returns whether everything that was chosen was redriven and is no longer in its dead-letter queue. */
export function isComplete(
  choices: readonly QueueChoice[],
  outcomes: readonly Outcome[],
  unreached: readonly string[],
): boolean {
  return outcomes.every(({ kind }) => kind === 'redriven') && notReached(choices, outcomes, unreached).length === 0;
}

/** Returns a line for what was chosen and not tried, if there is or may be such a thing. */
function notReached(
  choices: readonly QueueChoice[],
  outcomes: readonly Outcome[],
  unreached: readonly string[],
): readonly string[] {
  const tried = new Set(outcomes.map(({ message }) => message.id));
  const missing = choices.flatMap(({ shown }) => [...shown]).filter((id) => !tried.has(id)).length;
  const why =
    unreached.length > 0
      ? unreached.join('; ')
      : 'somebody else took them or has them in flight; look again in a while';
  if (missing > 0) return [`Not reached: ${missing} of those shown (${why}).`];
  const mayBeHidden = unreached.length > 0 && choices.some(({ hasHidden }) => hasHidden);
  return mayBeHidden ? [`Not reached: perhaps some that SQS did not show yet (${why}).`] : [];
}

/** How many headlines are shown for one error. */
const SHOWN = 10;

/** Returns one line for each error, with the headlines of the messages that it concerns. */
function failures(outcomes: readonly Outcome[], title: string): string[] {
  const byError = Map.groupBy(outcomes, (outcome) => ('error' in outcome ? printableError(outcome.error) : ''));
  return [...byError].flatMap(([error, those]) => [
    `${title}: ${those.length} (${error})`,
    ...those.slice(0, SHOWN).map(({ message }) => `     · ${headlineOf(message)}`),
    ...(those.length > SHOWN ? [`     · and ${those.length - SHOWN} more`] : []),
  ]);
}
