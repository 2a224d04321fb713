import { checkSlackPayload } from '@shipbell/core/testing';
import { type DeliveredMessage, type Fault, NO_SERVICE, rateLimited, SERVER_ERROR } from '@shipbell/slack-emulator';
import type { FactLogWriter, Post } from './fact-log.ts';
import type { PostFault } from './fault-kinds.ts';
import type { Invocations } from './invocations.ts';
import { idsReported, REVOKED } from './notification.ts';
import type { Plan } from './plan.ts';

interface SlackFaultsOptions {
  readonly plan: Pick<Plan, 'postFaults' | 'revokedAfterPosts'>;
  readonly log: FactLogWriter;
  readonly invocations: Pick<Invocations, 'sending'>;
}

/** What Slack does in place of an answer, if anything. The sender waits for the short time itself. */
const FAULTS: Record<Exclude<PostFault, 'empty_500_twice'>, Fault> = {
  rate_limited_shortly: rateLimited(1),
  rate_limited_long: rateLimited(120),
  rate_limited_without_a_time: { status: 429, body: 'rate_limited' },
  server_error: SERVER_ERROR,
  empty_500: { status: 500, body: '' },
  payload_refused: { status: 400, body: 'invalid_blocks' },
  hang: 'hang',
  reset: 'reset',
  answer_hangs: 'answer_hangs',
  answer_resets: 'answer_resets',
  answer_drips: 'answer_drips',
  sender_killed_before_delivery: 'hang',
  sender_killed_after_delivery: 'answer_hangs',
};

/** Returns functions that let Slack misbehave by the plan, and log every post. */
export function slackFaults({ plan, log, invocations }: SlackFaultsOptions) {
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
    met = meetRevoked(channel) ?? meetPlanned(ids);
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

  return { decide, onMessage };
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
