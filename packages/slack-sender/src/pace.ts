import { LONGEST_MS } from './time-left.ts';

/** Milliseconds to wait before the next post to a destination; the turn is taken with the asking. */
export type NextTurn = (destination: string) => number;

/**
 * Slack takes about one message a second for each channel. https://docs.slack.dev/apis/web-api/rate-limits
 * Known to one container only, which is enough: the queue gives the messages of a channel to one container at a time.
 */
export function createPace(now: () => number = Date.now): NextTurn {
  const turns = new Map<string, number>();
  return (destination) => {
    const asked = now();
    const turn = Math.max(asked, (turns.get(destination) ?? Number.NEGATIVE_INFINITY) + LONGEST_MS.turn);
    turns.set(destination, turn);
    return turn - asked;
  };
}
