import { describe, expect, it } from 'vitest';
import { idsOf, secondsSinceEvent } from './correlation.ts';
import { queueRecord } from './testing/queue-record.ts';
import { payloadRefused, record, setUp, transient } from './testing/set-up-sender.ts';

const EVENT = { ENV: 'dev', CORRELATION_ID: 'e-1', EVENT_TIME: '2024-11-01T05:54:33.000Z' };

describe('idsOf', () => {
  it('returns the correlation id that a handler gave, else the deduplication id, else the id of the message', () => {
    expect(idsOf(record('m-1', { attributes: EVENT }))).toEqual({ messageId: 'm-1', correlationId: 'e-1' });
    expect(idsOf(record('m-1')).correlationId).toBe('m-1');
    expect(idsOf(record('m-1', { attributes: { CORRELATION_ID: 'two words' } })).correlationId).toBe('m-1');
    expect(idsOf({ ...queueRecord({ id: 'm-2' }), attributes: {} as never }).correlationId).toBe('m-2');
  });
});

describe('secondsSinceEvent', () => {
  const happenedMs = Date.parse(EVENT.EVENT_TIME);

  it('counts from the event, or from when the message was sent where that is unknown', () => {
    expect(secondsSinceEvent(record('1', { attributes: EVENT }), happenedMs + 2_500)).toEqual([2.5]);
    expect(secondsSinceEvent(record('1'), 1_730_441_673_000 + 4_000)).toEqual([4]);
    expect(secondsSinceEvent(record('1', { attributes: { ENV: 'dev', EVENT_TIME: 'today' } }), 0)).toEqual([0]);
  });

  it('is never negative, for the clocks of two machines differ', () => {
    expect(secondsSinceEvent(record('1', { attributes: EVENT }), happenedMs - 300)).toEqual([0]);
  });

  it('gives nothing for a record without a time', () => {
    expect(secondsSinceEvent({ ...queueRecord(), attributes: {} as never }, 0)).toEqual([]);
  });
});

describe('the sender’s log', () => {
  it('names the correlation id on every line of a message, whatever becomes of it', async () => {
    const { run, lines, fault } = setUp([payloadRefused, { kind: 'delivered' }, transient()]);
    const attributes = EVENT;
    await run([
      record('1', { attributes }),
      record('2', { attributes, receives: 50 }),
      record('3', { attributes, body: 'no json' }),
      record('4', { attributes: { ...EVENT, ENV: 'other' } }),
    ]);
    fault.deadLetterQueue = true;
    await run([record('5', { attributes, body: 'no json' })]);
    expect(lines.map(({ message }) => message)).toContain('Delivered');
    expect(lines.length).toBeGreaterThan(6);
    for (const { fields } of lines) expect(JSON.stringify(fields)).toContain('"e-1"');
  });

  it('names the correlation ids of all messages of a digest', async () => {
    const { run, lines } = setUp([transient()], undefined, true);
    const of = (id: string) => record(id, { attributes: { ...EVENT, CORRELATION_ID: `e-${id}` } });
    await run(['1', '2', '3', '4', '5'].map(of));
    await run(['1', '2', '3', '4', '5'].map(of));
    expect(lines.map(({ message }) => message)).toContain('Delivered as a digest');
    for (const { fields } of lines) expect(fields.correlationIds).toEqual(['e-1', 'e-2', 'e-3', 'e-4', 'e-5']);
  });
});
