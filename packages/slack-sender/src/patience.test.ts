import { describe, expect, it } from 'vitest';
import { createPatience, PATIENCE_SECONDS, type Unavailable } from './patience.ts';
import { backOffSeconds } from './return-to-queue.ts';
import { queueRecord } from './testing/queue-record.ts';

function unavailable(detail: string, destination = 'default'): Unavailable {
  return { kind: 'unavailable', destination, reason: 'not_slack', detail };
}

/** The receive at which a message that met an unavailable destination at its first one has waited for half an hour. */
const OVER = 14;

function head(receives: number, id = 'm-1') {
  return queueRecord({ id, receives });
}

/** Returns the patience of a container that has seen half an hour's waits for the default destination. */
function exhausted(now?: () => number) {
  const patience = createPatience(now);
  patience.isOver(unavailable('302'), head(1));
  patience.isOver(unavailable('302'), head(OVER));
  return patience;
}

describe('the patience with a destination', () => {
  it('is over after half an hour of one message’s waits, whatever the answers were', () => {
    const patience = createPatience();
    expect(patience.isOver(unavailable('302'), head(1))).toBe(false);
    expect(patience.isOver(unavailable('403'), head(OVER - 1))).toBe(false);
    expect(patience.isOver(unavailable('403'), head(OVER))).toBe(true);
  });

  it('is over after half an hour at the least and forty-five minutes at the most, at whatever receive it begins', () => {
    for (let first = 1; first < 30; first += 1) {
      const patience = createPatience();
      let [least, most] = [0, 0];
      for (let receive = first; !patience.isOver(unavailable('302'), head(receive)); receive += 1) {
        least += backOffSeconds(head(receive), { atLeastSeconds: 0, isUnavailable: true }, () => 0);
        most += backOffSeconds(head(receive), { atLeastSeconds: 0, isUnavailable: true }, () => 1);
      }
      expect(least).toBeGreaterThanOrEqual(PATIENCE_SECONDS);
      expect(most).toBeLessThan(1.5 * PATIENCE_SECONDS);
    }
  });

  it('counts the waits that other containers imposed on the same message, and not what it waited for before', () => {
    const patience = createPatience();
    expect(patience.isOver(unavailable('302'), head(30)), 'after hours of another outage').toBe(false);
    expect(patience.isOver(unavailable('302'), head(31))).toBe(false);
    expect(patience.isOver(unavailable('302'), head(39))).toBe(true);
  });

  it('counts each message’s own waits, also where several groups wait for one destination', () => {
    const patience = createPatience();
    expect(patience.isOver(unavailable('302'), head(1, 'm-1'))).toBe(false);
    expect(patience.isOver(unavailable('302'), head(OVER, 'm-2'))).toBe(false);
    expect(patience.isOver(unavailable('302'), head(OVER, 'm-1'))).toBe(true);
  });

  it('stays over while the answer stays the same, and begins anew with another answer', () => {
    const patience = exhausted();
    expect(patience.isOver(unavailable('302'), head(1, 'm-2'))).toBe(true);
    expect(patience.isOver(unavailable('302'), head(1, 'm-3'))).toBe(true);
    expect(patience.isOver(unavailable('403'), head(OVER, 'm-4'))).toBe(false);
    expect(patience.isOver(unavailable('403'), head(OVER, 'm-4'))).toBe(false);
  });

  it('begins anew once the destination was available', () => {
    const patience = exhausted();
    patience.end('default');
    expect(patience.isOver(unavailable('302'), head(OVER))).toBe(false);
  });

  it('begins anew after half an hour without a try, for other containers may have delivered since', () => {
    let nowMs = 0;
    const patience = exhausted(() => nowMs);
    nowMs = PATIENCE_SECONDS * 1_000 - 1;
    expect(patience.isOver(unavailable('302'), head(1, 'm-2'))).toBe(true);
    nowMs += PATIENCE_SECONDS * 1_000;
    expect(patience.isOver(unavailable('302'), head(1, 'm-3'))).toBe(false);
  });

  it('is each destination’s own', () => {
    const patience = exhausted();
    expect(patience.isOver(unavailable('302', 'ops'), head(OVER))).toBe(false);
    expect(patience.isOver(unavailable('302'), head(OVER))).toBe(true);
  });
});
