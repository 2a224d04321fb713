import { describe, expect, it } from 'vitest';
import { openFactLog } from './fact-log.ts';
import type { PostFault } from './fault-kinds.ts';
import { imageUrl } from './image-faults.ts';
import { slackFaults } from './slack-faults.ts';
import { FIRST, SECOND } from './testing/made-up.ts';
import { scaledMs } from './time-scale.ts';

/** Starts a Slack with these faults, to which the sender's seventh invocation posts. */
function start(faults: Record<string, PostFault[]>, revokedAfterPosts = 1) {
  const log = openFactLog();
  const clock = { nowMs: 0 };
  const killed: number[] = [];
  const sender = { number: 7, ids: [FIRST], kill: () => killed.push(7) };
  const { decide, onMessage, mendEdge } = slackFaults({
    plan: { postFaults: new Map(Object.entries(faults)), revokedAfterPosts, unreachableAfterPosts: 1 },
    log,
    now: () => clock.nowMs,
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
  return { log, killed, clock, mendEdge, post, seen };
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

  it.each([
    ['edge_html_200', 200],
    ['edge_html_302', 302],
    ['edge_html_403', 403],
  ] as const)('%s answers one post with a page', (fault, status) => {
    const { post, seen } = start({ [FIRST]: [fault] });
    expect(post(message(FIRST))).toMatchObject({ status, body: expect.stringContaining('<html>') });
    expect(post(message(FIRST))).toBeUndefined();
    expect(seen()).toEqual([
      [fault, false, true],
      ['ok', true, true],
    ]);
  });

  it('answers a channel with changing pages for ten minutes', () => {
    const { post, log, clock } = start({});
    const statuses = (times: number) => Array.from({ length: times }, () => post(message('d06-n000001'), 'd06'));
    expect(statuses(4)).toMatchObject([undefined, { status: 302 }, { status: 403 }, { status: 200 }]);
    clock.nowMs = scaledMs(600);
    expect(statuses(2)).toEqual([undefined, undefined]);
    expect(log.facts.filter(({ kind }) => kind === 'outage')).toEqual([
      { kind: 'outage', outage: 'edge_html_briefly', state: 'began' },
      { kind: 'outage', outage: 'edge_html_briefly', state: 'over' },
    ]);
    expect([...log.played]).toEqual([['edge_html_briefly', 3]]);
  });

  it('answers another channel with the same page until somebody mends it', () => {
    const { post, clock, mendEdge, log } = start({});
    const first = post(message('d07-n000001'), 'd07');
    clock.nowMs = 3_600_000;
    expect([first, post(message('d07-n000001'), 'd07'), post(message('d07-n000001'), 'd07')]).toMatchObject([
      undefined,
      { status: 403 },
      { status: 403 },
    ]);
    mendEdge();
    expect(post(message('d07-n000001'), 'd07')).toBeUndefined();
    expect(log.facts.at(-2)).toEqual({ kind: 'outage', outage: 'edge_html_long', state: 'over' });
  });

  it.each([
    ['refused_image', { status: 400, body: 'invalid_attachments' }, 'image_refused'],
    ['unanswered_image', { status: 500, body: '' }, 'image_unanswered'],
  ] as const)('%s is answered so until the message comes without it', (poison, answer, word) => {
    const { post, seen, log } = start({});
    const image = { type: 'image', image_url: imageUrl(poison, FIRST), alt_text: 'a chart' };
    const attachment = (...blocks: object[]) => ({ ...message(FIRST), attachments: [{ blocks }] });
    const text = { type: 'section', text: { type: 'mrkdwn', text: 'See the chart.' } };
    expect(post(attachment(text, image))).toEqual(answer);
    expect(post(attachment({ ...text, accessory: image }))).toEqual(answer);
    expect(post(attachment(text))).toBeUndefined();
    expect(seen()).toEqual([
      [word, false, true],
      [word, false, true],
      ['ok', true, true],
    ]);
    expect([...log.played]).toEqual([[word, 2]]);
  });

  it('logs what Slack itself does not take', () => {
    const { seen, log } = start({});
    const { decide } = slackFaults({
      plan: { postFaults: new Map(), revokedAfterPosts: 1, unreachableAfterPosts: 1 },
      log,
      invocations: { sending: () => undefined },
    });
    decide({ destination: 'd03', body: JSON.stringify({ ...message(FIRST), blocks: [{ type: 'section' }] }) });
    expect(seen()).toEqual([['refused: 400 invalid_blocks', false, true]]);
  });
});
