import { byAge, type Letter } from './letter.ts';
import { REASONS, type Reason, reasonOf } from './reason.ts';
import { destinationOf } from './replay.ts';

/** Letters that died of the same cause; they are chosen together. */
export interface LetterGroup {
  readonly key: string;
  /** What it is chosen by, from 1; undefined where the letters cannot be put back. */
  readonly number: number | undefined;
  readonly reason: Reason;
  /** The channel of messages for Slack; undefined for other letters, and where a message names none. */
  readonly destination: string | undefined;
  /** At least one, the oldest first. */
  readonly letters: readonly [Letter, ...Letter[]];
}

/** The same for all letters of a group, whenever they are received. */
export function groupKey(letter: Letter, environment: string): string {
  return JSON.stringify([letter.queue.name, reasonOf(letter, environment).code, channelOf(letter)]);
}

function channelOf(letter: Letter): string | undefined {
  return letter.queue.content === 'messages' ? destinationOf(letter) : undefined;
}

/** The letters by queue, reason and channel, in the order in which they are given; numbered across all queues. */
export function groupLetters(letters: readonly Letter[], environment: string): readonly LetterGroup[] {
  const groups = Map.groupBy(letters, (letter) => groupKey(letter, environment));
  let last = 0;
  return [...groups].flatMap(([key, members]) => {
    const [oldest, ...younger] = members.toSorted(byAge);
    if (!oldest) return [];
    // The newest says how things are now.
    const reason = reasonOf(younger.at(-1) ?? oldest, environment);
    if (reason.code !== REASONS.unreadable) last += 1;
    const number = reason.code === REASONS.unreadable ? undefined : last;
    return { key, number, reason, destination: channelOf(oldest), letters: [oldest, ...younger] };
  });
}
