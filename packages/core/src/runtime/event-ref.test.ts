import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventRef } from './event-ref.ts';

describe('eventRef', () => {
  it('takes the id of an event and the time at which it happened', () => {
    expect(eventRef('d1a4b2c3-0000-4000-8000-1234567890ab', '2024-11-01T09:00:00Z')).toEqual({
      correlationId: 'd1a4b2c3-0000-4000-8000-1234567890ab',
      time: '2024-11-01T09:00:00.000Z',
    });
  });

  it('gives what the queue takes as attributes, the same for the same event, whatever that says of itself', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (id, time) => {
        const ref = eventRef(id, time);
        expect(ref.correlationId).toMatch(/^[\w.:/-]{1,128}$/);
        expect(ref.time ?? '2024-11-01T09:00:00.000Z').toMatch(/^[+-]?\d{4,6}-\d\d-\d\dT[\d:.]+Z$/);
        expect(eventRef(id, time)).toEqual(ref);
      }),
    );
  });
});
