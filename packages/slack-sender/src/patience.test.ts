import { describe, expect, it } from 'vitest';
import { createPatience, PATIENCE_SECONDS, type Unavailable } from './patience.ts';

function unavailable(detail: string, destination = 'default'): Unavailable {
  return { kind: 'unavailable', destination, reason: 'not_slack', detail };
}

/** Returns the patience of a container that has waited half an hour for the default destination. */
function exhausted() {
  const patience = createPatience();
  patience.isOver(unavailable('302'));
  patience.waits('default', PATIENCE_SECONDS);
  return patience;
}

describe('the patience with a destination', () => {
  it('is over after half an hour of waits in all, whatever the answers were', () => {
    const patience = createPatience();
    expect(patience.isOver(unavailable('302'))).toBe(false);
    patience.waits('default', PATIENCE_SECONDS - 1);
    expect(patience.isOver(unavailable('403'))).toBe(false);
    patience.waits('default', 1);
    expect(patience.isOver(unavailable('403'))).toBe(true);
  });

  it('stays over while the answer stays the same, and begins anew with another answer', () => {
    const patience = exhausted();
    expect(patience.isOver(unavailable('302'))).toBe(true);
    expect(patience.isOver(unavailable('302'))).toBe(true);
    expect(patience.isOver(unavailable('403'))).toBe(false);
    expect(patience.isOver(unavailable('403'))).toBe(false);
  });

  it('begins anew once the destination was available', () => {
    const patience = exhausted();
    patience.end('default');
    expect(patience.isOver(unavailable('302'))).toBe(false);
  });

  it('forgets the waits of an outage of which this container has seen nothing for half an hour', () => {
    let nowMs = 0;
    const patience = createPatience(() => nowMs);
    patience.isOver(unavailable('302'));
    patience.waits('default', PATIENCE_SECONDS);
    nowMs = PATIENCE_SECONDS * 1_000 + 1;
    expect(patience.isOver(unavailable('302'))).toBe(false);
    patience.waits('default', PATIENCE_SECONDS);
    expect(patience.isOver(unavailable('302'))).toBe(true);
    nowMs *= 9;
    expect(patience.isOver(unavailable('302'))).toBe(true);
  });

  it('is each destination’s own', () => {
    const patience = exhausted();
    expect(patience.isOver(unavailable('302', 'ops'))).toBe(false);
    expect(patience.isOver(unavailable('302'))).toBe(true);
  });
});
