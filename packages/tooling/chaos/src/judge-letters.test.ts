import { describe, expect, it } from 'vitest';
import { judgeLetters } from './judge-letters.ts';
import type { Fact } from './ledger.ts';
import type { Notification } from './notification.ts';
import { began, deadLetter, FIRST, notification, refused, SECOND, sent } from './testing/made-up.ts';

/** The reasons of the dead letters without a cause. */
function groundless(facts: Fact[], ...notifications: Notification[]) {
  return judgeLetters({ facts }, notifications).map(({ reason }) => reason);
}

function failure(id: string, fault: 'enqueue_denied' | undefined = 'enqueue_denied'): Fact {
  return {
    kind: 'handler_failed',
    id,
    fault,
  };
}

describe('a dead letter has a cause', () => {
  it.each([
    ['malformed_message', 'no_json'],
    ['malformed_message', 'bad_destination'],
    ['wrong_environment', 'wrong_environment'],
    ['webhook_missing', 'no_webhook'],
    ['payload_refused', 'refused_block'],
    ['payload_refused', 'unanswered_block'],
  ] as const)('%s when the message is poison: %s', (reason, poison) => {
    const facts = [...sent(FIRST), ...deadLetter(FIRST, reason, 1)];
    expect(groundless(facts, notification(FIRST, { poison }))).toEqual([]);
    expect(groundless(facts, notification(FIRST))).toEqual([reason]);
  });

  it('payload_refused after two empty 500s for the message alone', () => {
    const one = refused(1, FIRST, 'empty_500');
    const letter = deadLetter(FIRST, 'payload_refused', 1);
    expect(groundless([...sent(FIRST), one, one, ...letter], notification(FIRST))).toEqual([]);
    expect(groundless([...sent(FIRST), one, ...letter], notification(FIRST))).toEqual(['payload_refused']);
    const ofDigest = refused(1, [FIRST, SECOND], 'empty_500');
    expect(groundless([...sent(FIRST), ofDigest, ofDigest, ...letter], notification(FIRST))).toEqual([
      'payload_refused',
    ]);
  });

  it('RetriesExhausted after three failures that somebody caused, for each letter', () => {
    const letter = deadLetter(FIRST, 'RetriesExhausted', undefined, 'failed_deployment_events');
    const three = [failure(FIRST), failure(FIRST), failure(FIRST)];
    expect(groundless([...three, ...letter], notification(FIRST))).toEqual([]);
    expect(groundless([...three, ...letter, ...letter], notification(FIRST))).toEqual(['RetriesExhausted']);
    expect(groundless([...three, ...three, ...letter, ...letter], notification(FIRST))).toEqual([]);
    const byItself = { ...failure(FIRST), fault: undefined } as Fact;
    expect(groundless([failure(FIRST), failure(FIRST), byItself, ...letter], notification(FIRST))).toEqual([
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
    const placeholder = [state('placeholder'), began(1, id), ...deadLetter(id, 'webhook_placeholder', 1)];
    expect(groundless(placeholder, notification(id))).toEqual([]);
    const revoked = [state('revoked'), began(1, id), gone, ...deadLetter(id, 'destination_refused', 1)];
    expect(groundless(revoked, notification(id))).toEqual([]);
  });

  it('is the cause for all that a digest held', () => {
    const digest = refused(1, ['d08-n000000', id], 'webhook_revoked');
    const facts = [state('revoked'), began(1, id), digest, ...deadLetter(id, 'destination_refused', 1)];
    expect(groundless(facts, notification(id))).toEqual([]);
  });

  it('is the cause when it was repaired while the sender was at work', () => {
    const facts = [state('revoked'), began(1, id), gone, state('stored'), ...deadLetter(id, 'destination_refused', 1)];
    expect(groundless(facts, notification(id))).toEqual([]);
  });

  it('is none for an invocation that began when it was repaired', () => {
    const facts = [state('revoked'), state('stored'), began(1, id), gone, ...deadLetter(id, 'destination_refused', 1)];
    expect(groundless(facts, notification(id))).toEqual(['destination_refused']);
  });

  it('is none for another channel, nor where Slack did not refuse it', () => {
    const elsewhere = [state('revoked', 'd07'), began(1, id), gone, ...deadLetter(id, 'destination_refused', 1)];
    expect(groundless(elsewhere, notification(id))).toEqual(['destination_refused']);
    const unseen = [state('revoked'), began(1, id), ...deadLetter(id, 'destination_refused', 1)];
    expect(groundless(unseen, notification(id))).toEqual(['destination_refused']);
  });
});

describe('a dead letter has none', () => {
  it('when SQS moved it after too many receives', () => {
    expect(groundless([...sent(FIRST), ...deadLetter(FIRST, 'none')], notification(FIRST))).toEqual(['none']);
  });

  it('when it is there twice', () => {
    const letter = deadLetter(FIRST, 'malformed_message', 1);
    expect(groundless([...letter, ...letter], notification(FIRST, { poison: 'no_json' }))).toEqual([
      'malformed_message',
    ]);
  });

  it('when nobody sent it', () => {
    expect(groundless(deadLetter('something else', 'malformed_message', 1))).toEqual(['malformed_message']);
  });
});
