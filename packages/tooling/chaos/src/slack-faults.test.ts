import { describe, expect, it } from 'vitest';
import { openFactLog } from './fact-log.ts';
import type { PostFault } from './fault-kinds.ts';
import { slackFaults } from './slack-faults.ts';
import { FIRST, SECOND } from './testing/made-up.ts';

/** Starts a Slack with these faults, to which the sender's seventh invocation posts. */
function start(faults: Record<string, PostFault[]>, revokedAfterPosts = 1) {
  const log = openFactLog();
  const killed: number[] = [];
  const sender = { number: 7, ids: [FIRST], kill: () => killed.push(7) };
  const { decide, onMessage } = slackFaults({
    plan: { postFaults: new Map(Object.entries(faults)), revokedAfterPosts },
    log,
    invocations: { sending: () => sender },
  });
  /** Posts as Slack's emulator does: it decides, then it delivers. */
  const post = (payload: object, destination = 'd03') => {
    const fault = decide({ destination, body: JSON.stringify(payload) });
    const isTaken = fault === undefined || (typeof fault === 'string' && fault.startsWith('answer'));
    if (isTaken) onMessage({ id: 1, destination, channel: destination, arrivedAt: '', payload });
    return fault;
  };
  const seen = () =>
    log.facts.map((fact) => ('answer' in fact ? [fact.answer, fact.isDelivered, fact.isAnswered] : fact));
  return { log, killed, post, seen };
}

function message(...ids: string[]) {
  return { text: ids.map((id) => `*${id}* is done`).join('\n') };
}

describe('slackFaults', () => {
  it('plays the faults of a notification one after the other, then none', () => {
    const { post, seen, log } = start({ [FIRST]: ['server_error', 'hang', 'answer_drips'] });
    expect([1, 2, 3, 4].map(() => post(message(FIRST)))).toEqual([
      { status: 500, body: 'rollup_error' },
      'hang',
      'answer_drips',
      undefined,
    ]);
    expect(seen()).toEqual([
      ['server_error', false, true],
      ['hang', false, false],
      ['answer_drips', true, false],
      ['ok', true, true],
    ]);
    expect([...log.played]).toEqual([
      ['server_error', 1],
      ['hang', 1],
      ['answer_drips', 1],
    ]);
  });

  it('plays a fault of any notification that a digest holds', () => {
    const { post, log } = start({ [SECOND]: ['payload_refused'] });
    expect(post(message(FIRST, SECOND))).toMatchObject({ status: 400 });
    expect(log.facts).toMatchObject([{ invocation: 7, ids: [FIRST, SECOND], channel: 'd03' }]);
  });

  it('plays an empty 500 twice as one fault', () => {
    const { post, log } = start({ [FIRST]: ['empty_500_twice'] });
    expect([1, 2, 3].map(() => post(message(FIRST)))).toEqual([
      { status: 500, body: '' },
      { status: 500, body: '' },
      undefined,
    ]);
    expect([...log.played]).toEqual([['empty_500_twice', 1]]);
  });

  it.each([
    ['sender_killed_before_delivery', false],
    ['sender_killed_after_delivery', true],
  ] as const)('%s ends the process, and nobody gets an answer', (fault, isDelivered) => {
    const { post, killed, seen } = start({ [FIRST]: [fault] });
    post(message(FIRST));
    expect(killed).toEqual([7]);
    expect(seen()).toEqual([[fault, isDelivered, false]]);
  });

  it('refuses everything at a webhook once it is revoked, and not at the one that replaces it', () => {
    const { post, log } = start({});
    expect([1, 2, 3].map(() => post(message('d08-n000001'), 'd08'))).toEqual([
      undefined,
      { status: 404, body: 'no_service' },
      { status: 404, body: 'no_service' },
    ]);
    expect(post(message('d08-n000001'), 'd08-rotated')).toBeUndefined();
    expect(log.facts.filter(({ kind }) => kind === 'webhook')).toEqual([
      { kind: 'webhook', destination: 'd08', state: 'revoked' },
    ]);
  });

  it('logs what Slack itself does not take', () => {
    const { seen, log } = start({});
    const { decide } = slackFaults({
      plan: { postFaults: new Map(), revokedAfterPosts: 1 },
      log,
      invocations: { sending: () => undefined },
    });
    decide({ destination: 'd03', body: JSON.stringify({ ...message(FIRST), blocks: [{ type: 'section' }] }) });
    expect(seen()).toEqual([['refused: 400 invalid_blocks', false, true]]);
  });
});
