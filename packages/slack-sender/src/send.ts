import type { NextTurn } from './pace.ts';
import type { PostMessage } from './post-message.ts';
import type { SlackAnswer } from './slack-answer.ts';
import { LONGEST_MS, type TimeLeft } from './time-left.ts';
import type { Webhooks } from './webhooks.ts';

export interface SendDependencies {
  readonly webhooks: Webhooks;
  readonly postMessage: PostMessage;
  readonly nextTurn: NextTurn;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Posts a body to the destination. Throws `OutOfTimeError` instead of a post that the invocation's end might cut short. */
export type Send = (body: string) => Promise<SlackAnswer>;

/** A `Retry-After` up to this is waited for within the invocation; a longer one by visibility timeout. */
const SHORT_SECONDS = 5;

/** Posts at the channel's pace, over a short wait that Slack asks for and over a webhook that was rotated meanwhile. */
export function createSend(
  destination: string,
  first: string,
  { webhooks, postMessage, nextTurn, pause }: SendDependencies,
  time: TimeLeft,
): Send {
  let url = first;
  const post = async (body: string): Promise<SlackAnswer> => {
    const wait = nextTurn(destination);
    time.need(wait + LONGEST_MS.post);
    if (wait > 0) await pause(wait);
    return postMessage(url, body);
  };
  const postPatiently = async (body: string): Promise<SlackAnswer> => {
    const answer = await post(body);
    const wait = answer.kind === 'transient' ? answer.retryAfterSeconds : undefined;
    if (wait === undefined || wait > SHORT_SECONDS || !time.isEnough(wait * 1_000 + LONGEST_MS.turn + LONGEST_MS.post))
      return answer;
    await pause(wait * 1_000);
    return post(body);
  };
  return async (body) => {
    const answer = await postPatiently(body);
    if (answer.kind !== 'destination_refused') return answer;
    const rotated = await rotatedUrl(destination, url, webhooks, time);
    if (rotated === undefined) return answer;
    url = rotated;
    const second = await postPatiently(body);
    if (second.kind === 'destination_refused') webhooks.forget(destination);
    return second;
  };
}

/** The URL that SSM holds now, when it is another one: the webhook was rotated while the old one was cached. */
async function rotatedUrl(
  destination: string,
  refused: string,
  webhooks: Webhooks,
  time: TimeLeft,
): Promise<string | undefined> {
  webhooks.forget(destination);
  const webhook = await webhooks.find(destination, time);
  if (webhook.kind === 'url' && webhook.url !== refused) return webhook.url;
  webhooks.forget(destination);
  return undefined;
}
