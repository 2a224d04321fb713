import { checkSlackPayload } from '@shipbell/core/testing';
import type { DeliveredMessage, Fault } from '../slack/index.ts';
import { NO_SERVICE, rateLimited, SERVER_ERROR } from '../slack/index.ts';
import type { PostFault } from './fault-kinds.ts';
import type { Invocations, SenderInvocation } from './invocations.ts';
import type { LedgerBook } from './ledger.ts';
import { idsIn, REVOKED } from './notification.ts';
import type { Plan } from './plan.ts';

interface SlackFaultsOptions {
  plan: Pick<Plan, 'postFaults' | 'revokedAfterPosts'>;
  ledger: LedgerBook;
  invocations: Pick<Invocations, 'sending'>;
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

/** Lets Slack misbehave by the plan, and writes every post into the ledger. */
export function slackFaults({ plan, ledger, invocations }: SlackFaultsOptions) {
  const waiting = new Map([...plan.postFaults].map(([id, faults]) => [id, faults.flatMap(spellOut)]));
  let takenBeforeRevocation = 0;
  /** Of the post that is being taken at this moment: Slack takes it in the same turn in which it has asked. */
  let fault: PostFault | undefined;

  const revokes = (channel: string): boolean => {
    if (channel !== REVOKED) return false;
    takenBeforeRevocation += 1;
    if (takenBeforeRevocation === plan.revokedAfterPosts + 1)
      ledger.record({ kind: 'webhook', destination: REVOKED, state: 'revoked' });
    return takenBeforeRevocation > plan.revokedAfterPosts;
  };

  /** Decides about each post. */
  const decide = ({ destination: channel, body }: { destination: string; body: string }): Fault | undefined => {
    const ids = idsIn(body);
    const sender = invocations.sending(ids[0]);
    const refused = (answer: string, isAnswered: boolean) =>
      ledger.record({
        kind: 'posted',
        invocation: sender?.number,
        ids,
        channel,
        isDelivered: false,
        isAnswered,
        answer,
      });
    fault = undefined;
    if (revokes(channel)) {
      ledger.play('webhook_revoked');
      refused('webhook_revoked', true);
      return NO_SERVICE;
    }
    const next = ids
      .map((id) => waiting.get(id))
      .find((faults) => faults?.length)
      ?.shift();
    if (next?.played) ledger.play(next.played);
    fault = next?.fault;
    const { status, body: word } = checkSlackPayload(body);
    const play = next && FAULTS[next.fault];
    if (typeof play === 'object' || play === 'hang' || play === 'reset')
      refused(next?.fault ?? '', typeof play === 'object');
    else if (status !== 200) refused(`refused: ${status} ${word}`.trim(), play === undefined);
    if (next) killSender(next.fault, sender);
    return play;
  };

  /** Told of each message that stands in a channel. */
  const onMessage = ({ destination: channel, payload }: DeliveredMessage) => {
    const ids = idsIn(JSON.stringify(payload));
    const invocation = invocations.sending(ids[0])?.number;
    const answer = fault ?? 'ok';
    ledger.record({ kind: 'posted', invocation, ids, channel, isDelivered: true, isAnswered: answer === 'ok', answer });
  };

  return { decide, onMessage };
}

interface Spelled {
  /** What it counts as; undefined for what is counted already. */
  played: PostFault | undefined;
  fault: Exclude<PostFault, 'empty_500_twice'>;
}

/** Two of the same in place of the one that means two. */
function spellOut(fault: PostFault): Spelled[] {
  if (fault !== 'empty_500_twice') return [{ played: fault, fault }];
  return [
    { played: fault, fault: 'empty_500' },
    { played: undefined, fault: 'empty_500' },
  ];
}

function killSender(fault: PostFault, sender: SenderInvocation | undefined): void {
  if (fault === 'sender_killed_before_delivery' || fault === 'sender_killed_after_delivery') sender?.kill();
}
