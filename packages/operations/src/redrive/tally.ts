import type { FoundQueue } from './dead-letter-queues.ts';
import { headlineOf } from './headline.ts';
import type { Plan } from './plan.ts';
import { printableError } from './printable.ts';
import type { Outcome } from './put-back.ts';

/** Counts of letters by target, in words: `3 messages to shipbell-dev-slack.fifo, 1 event to …`. */
export function byTarget(letters: readonly { readonly queue: FoundQueue }[]): string {
  const targets = Map.groupBy(letters, ({ queue }) => queue.target);
  const parts = [...targets].map(([target, those]) => {
    const thing = those[0]?.queue.content === 'messages' ? 'message' : 'event';
    return `${those.length} ${thing}${those.length === 1 ? '' : 's'} to ${target}`;
  });
  return parts.join(', ');
}

/** What became of all that was chosen, as a terminal shows it. `unreached` says why letters were not even tried. */
export function tally(
  plans: readonly Plan[],
  outcomes: readonly Outcome[],
  unreached: readonly string[],
): readonly string[] {
  const of = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind);
  const out = [...of('put_back'), ...of('not_removed')].map(({ letter }) => letter);
  return [
    `Put back: ${out.length > 0 ? byTarget(out) : 'nothing'}.`,
    ...failures(of('not_removed'), 'Of these still in the dead-letter queue, where it could not be deleted'),
    ...failures(of('kept'), 'Not put back, and still in the dead-letter queue'),
    ...notReached(plans, outcomes, unreached),
  ];
}

/** Whether all that was chosen is on its way and nowhere else. */
export function isComplete(
  plans: readonly Plan[],
  outcomes: readonly Outcome[],
  unreached: readonly string[],
): boolean {
  return outcomes.every(({ kind }) => kind === 'put_back') && notReached(plans, outcomes, unreached).length === 0;
}

/** A line for what was chosen and not tried, if there is or may be such a thing. */
function notReached(
  plans: readonly Plan[],
  outcomes: readonly Outcome[],
  unreached: readonly string[],
): readonly string[] {
  const met = new Set(outcomes.map(({ letter }) => letter.id));
  const missing = plans.flatMap(({ shown }) => [...shown]).filter((id) => !met.has(id)).length;
  const why = unreached.length > 0 ? unreached.join('; ') : 'somebody else took or holds them; look again in a while';
  if (missing > 0) return [`Not reached: ${missing} of those shown (${why}).`];
  const mayBeHidden = unreached.length > 0 && plans.some(({ hasHidden }) => hasHidden);
  return mayBeHidden ? [`Not reached: perhaps some that SQS did not show yet (${why}).`] : [];
}

/** One line for each error that there was, and the letters that it kept. */
function failures(outcomes: readonly Outcome[], title: string): string[] {
  const byError = Map.groupBy(outcomes, (outcome) => ('error' in outcome ? printableError(outcome.error) : ''));
  return [...byError].flatMap(([error, those]) => [
    `${title}: ${those.length} (${error})`,
    ...those.slice(0, SHOWN).map(({ letter }) => `     · ${headlineOf(letter)}`),
    ...(those.length > SHOWN ? [`     · and ${those.length - SHOWN} more`] : []),
  ]);
}

const SHOWN = 10;
