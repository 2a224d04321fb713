import type { PostMessage } from './post-message.ts';
import type { SlackAnswer } from './slack-answer.ts';
import { STEP_TIMEOUT_MS, type TimeLeft } from './time-left.ts';
import type { Webhook } from './webhooks.ts';

/** Returns the milliseconds to wait before the next post to a destination, and reserves that turn. */
export type NextTurn = (destination: string) => number;

/** What posting at a channel's pace needs. */
export interface RateLimitDependencies {
  readonly postMessage: PostMessage;
  readonly nextTurn: NextTurn;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Slack takes about one message a second for each channel. https://docs.slack.dev/apis/web-api/rate-limits */
export const POST_INTERVAL_MS = 1_000;

/** A `Retry-After` up to this is waited for within the invocation. */
const SHORT_RETRY_AFTER_SECONDS = 5;

/**
 * Posts at the channel's pace and returns Slack's answer. Where Slack asks for a short wait (429 with `Retry-After`),
 * it waits and posts once more. A longer wait is returned as the answer, and becomes a visibility timeout in the end:
 * see `return-to-queue.ts`. Throws `OutOfTimeError` where the invocation's end might cut the post short.
 */
export async function postWithinRateLimit(
  body: string,
  webhook: Webhook,
  dependencies: RateLimitDependencies,
  time: TimeLeft,
): Promise<SlackAnswer> {
  const answer = await postInTurn(body, webhook, dependencies, time);
  const seconds = answer.kind === 'transient' ? answer.retryAfterSeconds : undefined;
  if (seconds === undefined || seconds > SHORT_RETRY_AFTER_SECONDS) return answer;
  if (!time.isEnough(seconds * 1_000 + POST_INTERVAL_MS + STEP_TIMEOUT_MS.post)) return answer;
  await dependencies.pause(seconds * 1_000);
  return postInTurn(body, webhook, dependencies, time);
}

async function postInTurn(
  body: string,
  { destination, url }: Webhook,
  { postMessage, nextTurn, pause }: RateLimitDependencies,
  time: TimeLeft,
): Promise<SlackAnswer> {
  const milliseconds = nextTurn(destination);
  time.need(milliseconds + STEP_TIMEOUT_MS.post);
  if (milliseconds > 0) await pause(milliseconds);
  return postMessage(url, body);
}

/**
 * Returns the turns of every destination, `POST_INTERVAL_MS` apart. Each container has turns of its own, which is
 * enough: the queue gives the messages of a channel to one container at a time. The clock is one that never jumps.
 */
export function createPace(now: () => number = () => performance.now()): NextTurn {
  const turns = new Map<string, number>();
  return (destination) => {
    const asked = now();
    const turn = Math.max(asked, (turns.get(destination) ?? Number.NEGATIVE_INFINITY) + POST_INTERVAL_MS);
    turns.set(destination, turn);
    return turn - asked;
  };
}
