import { checkSlackPayload } from '@shipbell/core/testing';
import { type DeliveredMessage, type Fault, NO_SERVICE, rateLimited, SERVER_ERROR } from '@shipbell/slack-emulator';
import type { FactLogWriter, Post } from './fact-log.ts';
import type { PostFault } from './fault-kinds.ts';
import { imageAnswer } from './image-faults.ts';
import type { Invocations } from './invocations.ts';
import { BRIEFLY_UNREACHABLE, idsReported, REVOKED, UNREACHABLE } from './notification.ts';
import { createOutage } from './outage.ts';
import type { Plan } from './plan.ts';

interface SlackFaultsOptions {
  readonly plan: Pick<Plan, 'postFaults' | 'revokedAfterPosts' | 'unreachableAfterPosts'>;
  readonly log: FactLogWriter;
  readonly invocations: Pick<Invocations, 'sending'>;
  readonly now?: () => number;
}

/** Pages that answer in Slack's place: a proxy's, one that leads to a login, and one of Slack's edge. */
const PAGES = [
  { status: 200, body: '<!DOCTYPE html><html><body>Checking your browser</body></html>' },
  { status: 302, body: '<html><body>Found</body></html>', headers: { Location: 'https://login.example/' } },
  { status: 403, body: '<html><head><title>Forbidden</title></head><body>Forbidden</body></html>' },
] as const satisfies Fault[];

/** What Slack does in place of an answer, if anything. The sender waits for the short time itself. */
const FAULTS: Record<Exclude<PostFault, 'empty_500_twice'>, Fault> = {
  rate_limited_shortly: rateLimited(1),
  rate_limited_long: rateLimited(120),
  rate_limited_without_a_time: { status: 429, body: 'rate_limited' },
  server_error: SERVER_ERROR,
  empty_500: { status: 500, body: '' },
  payload_refused: { status: 400, body: 'invalid_blocks' },
  edge_html_200: PAGES[0],
  edge_html_302: PAGES[1],
  edge_html_403: PAGES[2],
  hang: 'hang',
  reset: 'reset',
  answer_hangs: 'answer_hangs',
  answer_resets: 'answer_resets',
  answer_drips: 'answer_drips',
  sender_killed_before_delivery: 'hang',
  sender_killed_after_delivery: 'answer_hangs',
};

/** Returns functions that let Slack misbehave by the plan, and log every post. */
export function slackFaults({ plan, log, invocations, now }: SlackFaultsOptions) {
  const waiting = new Map([...plan.postFaults].map(([id, faults]) => [id, faults.flatMap(singleFaults)]));
  /** Posts to the webhook that is going to be revoked. */
  let posts = 0;
  /**
   * What the post that is being handled meets. It holds for `onMessage` too, which Slack calls in the same turn as
   * `decide`.
   */
  let met: Met | undefined;

  const meetRevoked = (channel: string): Met | undefined => {
    if (channel !== REVOKED) return undefined;
    posts += 1;
    if (posts <= plan.revokedAfterPosts) return undefined;
    if (posts === plan.revokedAfterPosts + 1) log.record({ kind: 'webhook', destination: REVOKED, state: 'revoked' });
    log.play('webhook_revoked');
    return { answer: 'webhook_revoked', fault: NO_SERVICE };
  };

  const brief = createOutage({ outage: 'edge_html_briefly', after: plan.unreachableAfterPosts, log, now });
  const long = createOutage({
    outage: 'edge_html_long',
    after: plan.unreachableAfterPosts,
    log,
    now,
    lastsSeconds: Infinity,
  });
  let pages = 0;

  const meetEdge = (channel: string): Met | undefined => {
    if (channel === UNREACHABLE) return long.isOn() ? { answer: 'edge_html_long', fault: PAGES[2] } : undefined;
    if (channel !== BRIEFLY_UNREACHABLE || !brief.isOn()) return undefined;
    pages += 1;
    return { answer: 'edge_html_briefly', fault: PAGES[pages % PAGES.length] as Fault };
  };

  const meetImage = (body: string): Met | undefined => {
    const image = imageAnswer(body);
    if (image) log.play(image.answer);
    return image;
  };

  const meetPlanned = (ids: readonly string[]): Met | undefined => {
    const faults = ids.map((id) => waiting.get(id)).find((left) => left !== undefined && left.length > 0);
    const next = faults?.shift();
    if (next === undefined) return undefined;
    if (next.counts) log.play(next.counts);
    return { answer: next.fault, fault: FAULTS[next.fault] };
  };

  /** Decides what Slack does with a post. */
  const decide = ({ destination: channel, body }: { destination: string; body: string }): Fault | undefined => {
    const ids = idsReported(body);
    const sender = invocations.sending(ids[0]);
    met = meetRevoked(channel) ?? meetEdge(channel) ?? meetPlanned(ids) ?? meetImage(body);
    const refusal = refusalOf(body, met);
    if (refusal)
      log.record({ kind: 'posted', invocation: sender?.number, ids, channel, isDelivered: false, ...refusal });
    if (met?.answer.startsWith('sender_killed')) sender?.kill();
    return met?.fault;
  };

  /** Logs each message that stands in a channel. */
  const onMessage = ({ destination: channel, payload }: DeliveredMessage) => {
    const ids = idsReported(JSON.stringify(payload));
    const invocation = invocations.sending(ids[0])?.number;
    const taken = { isDelivered: true, isAnswered: met === undefined, answer: met?.answer ?? 'ok' };
    log.record({ kind: 'posted', invocation, ids, channel, ...taken });
  };

  /** Ends the outage that lasts until somebody mends it. */
  const mendEdge = () => long.end();

  return { decide, onMessage, mendEdge };
}

/** What a post meets in place of an ordinary answer, and what the log calls it. */
interface Met {
  readonly answer: string;
  readonly fault: Fault;
}

/** Returns why a post is not going to stand in a channel, and whether its sender gets an answer; undefined if it is. */
function refusalOf(body: string, met: Met | undefined): Pick<Post, 'answer' | 'isAnswered'> | undefined {
  if (typeof met?.fault === 'object') return { answer: met.answer, isAnswered: true };
  if (met?.fault === 'hang' || met?.fault === 'reset') return { answer: met.answer, isAnswered: false };
  const { status, body: word } = checkSlackPayload(body);
  return status === 200 ? undefined : { answer: `refused: ${status} ${word}`.trim(), isAnswered: met === undefined };
}

interface SingleFault {
  /** The fault to count; undefined where that is counted already. */
  readonly counts: PostFault | undefined;
  readonly fault: keyof typeof FAULTS;
}

/** Returns the faults of single posts that a planned fault consists of. */
function singleFaults(fault: PostFault): SingleFault[] {
  if (fault !== 'empty_500_twice') return [{ counts: fault, fault }];
  return [
    { counts: fault, fault: 'empty_500' },
    { counts: undefined, fault: 'empty_500' },
  ];
}
