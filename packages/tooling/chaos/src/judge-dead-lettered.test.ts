import { describe, expect, it } from 'vitest';
import { DONE, type Fact, TO_RETRY } from './fact-log.ts';
import { judgeDeadLettered } from './judge-dead-lettered.ts';
import type { Notification } from './notification.ts';
import { began, deadLettered, ended, FIRST, notification, refused, SECOND, sent } from './testing/made-up.ts';

/** Returns the reasons that have no cause. */
function unexplained(facts: Fact[], ...notifications: Notification[]) {
  return judgeDeadLettered({ facts }, notifications).map(({ reason }) => reason);
}

function failure(id: string, fault: 'enqueue_denied' | undefined = 'enqueue_denied'): Fact {
  return {
    kind: 'handler_failed',
    id,
    fault,
  };
}

describe('a cause of a dead-lettered message', () => {
  it.each([
    ['malformed_message', 'no_json'],
    ['malformed_message', 'bad_destination'],
    ['wrong_environment', 'wrong_environment'],
    ['webhook_missing', 'no_webhook'],
    ['payload_refused', 'refused_block'],
    ['payload_refused', 'unanswered_block'],
  ] as const)('is found for %s when the message is poison: %s', (reason, poison) => {
    const facts = [...sent(FIRST), ...deadLettered(FIRST, reason, 1)];
    expect(unexplained(facts, notification(FIRST, { poison }))).toEqual([]);
    expect(unexplained(facts, notification(FIRST))).toEqual([reason]);
  });

  it('is found for payload_refused after two empty 500s for the message alone', () => {
    const one = refused(1, FIRST, 'empty_500');
    const message = deadLettered(FIRST, 'payload_refused', 1);
    expect(unexplained([...sent(FIRST), one, one, ...message], notification(FIRST))).toEqual([]);
    expect(unexplained([...sent(FIRST), one, ...message], notification(FIRST))).toEqual(['payload_refused']);
    const ofDigest = refused(1, [FIRST, SECOND], 'empty_500');
    expect(unexplained([...sent(FIRST), ofDigest, ofDigest, ...message], notification(FIRST))).toEqual([
      'payload_refused',
    ]);
  });

  it('is found for RetriesExhausted after three failures that somebody caused, for each dead-lettered event', () => {
    const message = deadLettered(FIRST, 'RetriesExhausted', undefined, 'failed_deployment_events');
    const three = [failure(FIRST), failure(FIRST), failure(FIRST)];
    expect(unexplained([...three, ...message], notification(FIRST))).toEqual([]);
    expect(unexplained([...three, ...message, ...message], notification(FIRST))).toEqual(['RetriesExhausted']);
    expect(unexplained([...three, ...three, ...message, ...message], notification(FIRST))).toEqual([]);
    const byItself = { ...failure(FIRST), fault: undefined } as Fact;
    expect(unexplained([failure(FIRST), failure(FIRST), byItself, ...message], notification(FIRST))).toEqual([
      'RetriesExhausted',
    ]);
  });
});

describe('a webhook that was missing or revoked', () => {
  const id = 'd08-n000001';
  const state = (of: 'placeholder' | 'revoked' | 'stored', destination = 'd08'): Fact => ({
    kind: 'webhook',
    destination,
    state: of,
  });
  const gone = refused(1, id, 'webhook_revoked');

  it('is the cause of what was dead-lettered meanwhile', () => {
    const placeholder = [state('placeholder'), began(1, id), ...deadLettered(id, 'webhook_placeholder', 1)];
    expect(unexplained(placeholder, notification(id))).toEqual([]);
    const revoked = [state('revoked'), began(1, id), gone, ...deadLettered(id, 'destination_refused', 1)];
    expect(unexplained(revoked, notification(id))).toEqual([]);
  });

  it('is the cause for all that a digest held', () => {
    const digest = refused(1, ['d08-n000000', id], 'webhook_revoked');
    const facts = [state('revoked'), began(1, id), digest, ...deadLettered(id, 'destination_refused', 1)];
    expect(unexplained(facts, notification(id))).toEqual([]);
  });

  it('is the cause when it was repaired while the sender was at work', () => {
    const facts = [
      state('revoked'),
      began(1, id),
      gone,
      state('stored'),
      ...deadLettered(id, 'destination_refused', 1),
    ];
    expect(unexplained(facts, notification(id))).toEqual([]);
  });

  it('is no cause for an invocation that began when it was repaired', () => {
    const facts = [
      state('revoked'),
      state('stored'),
      began(1, id),
      gone,
      ...deadLettered(id, 'destination_refused', 1),
    ];
    expect(unexplained(facts, notification(id))).toEqual(['destination_refused']);
  });

  it('is no cause for another channel, nor where Slack did not refuse it', () => {
    const elsewhere = [state('revoked', 'd07'), began(1, id), gone, ...deadLettered(id, 'destination_refused', 1)];
    expect(unexplained(elsewhere, notification(id))).toEqual(['destination_refused']);
    const unseen = [state('revoked'), began(1, id), ...deadLettered(id, 'destination_refused', 1)];
    expect(unexplained(unseen, notification(id))).toEqual(['destination_refused']);
  });
});

describe('a page of HTML that answers in Slack’s place', () => {
  const [first, second] = ['d07-n000001', 'd07-n000002'] as const;
  const tries = (count: number) => Array.from({ length: count }, (_, n) => refused(n, first, 'edge_html_long'));
  const given = (id: string) => [refused(9, id, 'edge_html_long'), ...deadLettered(id, 'not_slack', 9)];

  it('is the cause once it was tried for half an hour, and then at once for the messages behind', () => {
    const facts = [...tries(9), ...given(first), ...given(second)];
    expect(unexplained(facts, notification(first), notification(second))).toEqual([]);
  });

  it('is no cause when the sender was not patient', () => {
    expect(unexplained([...tries(8), ...given(first)], notification(first))).toEqual(['not_slack']);
  });

  it('is no cause where Slack answered, nor for a channel where the page was gone in time', () => {
    const unseen = [...tries(10), refused(9, second), ...deadLettered(second, 'not_slack', 9)];
    expect(unexplained(unseen, notification(second))).toEqual(['not_slack']);
    const brief = 'd06-n000001';
    const pages = Array.from({ length: 9 }, (_, n) => refused(n, brief, 'edge_html_briefly'));
    expect(unexplained([...pages, ...deadLettered(brief, 'not_slack', 9)], notification(brief))).toEqual(['not_slack']);
  });
});

describe('a webhook that may not be read for ten minutes', () => {
  const id = 'd09-n000001';
  const denial: Fact = { kind: 'outage', outage: 'webhook_reads_denied', state: 'began' };
  const missing: Fact = { kind: 'webhook', destination: 'd09', state: 'placeholder' };
  const denied = [began(1, id), ...deadLettered(id, 'webhook_denied', 1)];

  it('is the cause where no webhook was stored before', () => {
    expect(unexplained([missing, denial, ...denied], notification(id))).toEqual([]);
    expect(unexplained([missing, ...denied], notification(id))).toEqual(['webhook_denied']);
  });

  it('is no cause for any other channel', () => {
    const facts = [denial, began(1, FIRST), ...deadLettered(FIRST, 'webhook_denied', 1)];
    expect(unexplained(facts, notification(FIRST))).toEqual(['webhook_denied']);
  });
});

describe('a message that was received as often as the queue lets it', () => {
  const poison = notification(FIRST, { poison: 'no_webhook' });
  const received = (times: number) => Array.from({ length: times }, (_, n) => began(n, FIRST));

  it('has no cause: patience ends before, and every outage here is shorter', () => {
    const usedUp = deadLettered(FIRST, 'receives_used_up', 49);
    expect(unexplained([...received(50), ...usedUp], poison)).toEqual(['receives_used_up']);
  });

  it('is given up with those before it that meet the page of HTML', () => {
    const [first, behind] = ['d07-n000001', 'd07-n000002'] as const;
    const pages = Array.from({ length: 10 }, (_, n) => refused(n, first, 'edge_html_long'));
    const last = (times: number) => [
      ...Array.from({ length: times }, (_, n) => began(n, behind)),
      ...pages,
      ...deadLettered(behind, 'not_slack', 49),
    ];
    expect(unexplained(last(50), notification(behind))).toEqual([]);
    expect(unexplained(last(49), notification(behind))).toEqual(['not_slack']);
  });

  it('may be moved by SQS where the sender or the queue did not hear that it was dead-lettered', () => {
    const [lettered, ...found] = deadLettered(FIRST, 'webhook_missing', 49);
    const moved = [...found, ...deadLettered(FIRST, 'none')];
    const ends = (...facts: Fact[]) => unexplained([...received(50), ...facts, ...moved], poison);
    expect(ends(lettered as Fact, ended(49, TO_RETRY, FIRST))).toEqual([]);
    expect(ends(lettered as Fact, ended(49, DONE, FIRST))).toEqual(['none']);
    expect(
      ends(lettered as Fact, ended(49, DONE, FIRST), { kind: 'delete_denied', invocation: 49, ids: [FIRST] }),
    ).toEqual([]);
    expect(ends(ended(49, TO_RETRY, FIRST)), 'nobody dead-lettered it').toEqual(['none']);
  });
});

describe('a message whose image Slack cannot fetch', () => {
  it('has no cause to be dead-lettered: without the image Slack takes it', () => {
    const facts = [refused(1, FIRST, 'image_refused'), ...deadLettered(FIRST, 'payload_refused', 1)];
    expect(unexplained(facts, notification(FIRST, { poison: 'refused_image' }))).toEqual(['payload_refused']);
  });
});

describe('a dead-lettered message', () => {
  it('has no cause when it is Shipbell’s own report', () => {
    expect(unexplained(deadLettered('report-on-d08', 'payload_refused', 1))).toEqual(['payload_refused']);
  });

  it('has no cause when SQS moved it after too many receives', () => {
    expect(unexplained([...sent(FIRST), ...deadLettered(FIRST, 'none')], notification(FIRST))).toEqual(['none']);
  });

  it('has no cause when it is there twice', () => {
    const message = deadLettered(FIRST, 'malformed_message', 1);
    expect(unexplained([...message, ...message], notification(FIRST, { poison: 'no_json' }))).toEqual([
      'malformed_message',
    ]);
  });

  it('has no cause when nobody sent it', () => {
    expect(unexplained(deadLettered('something else', 'malformed_message', 1))).toEqual(['malformed_message']);
  });
});
