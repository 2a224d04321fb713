import { describe, expect, it } from 'vitest';
import { history } from '../testing/history.ts';
import { createChainPositions } from './find-visit.ts';
import { toHistoryEvent } from './history-event.ts';
import { lineOf } from './line.ts';
import { newVisit } from './visit.ts';

const ROOT = { container: undefined, attempt: 0, iteration: undefined };

function visitOf(id: number) {
  const [event] = history(['TaskStateEntered', 0, { name: 'Load' }]);
  const visit = newVisit(
    toHistoryEvent(event as NonNullable<typeof event>),
    lineOf(new Map(), 'Load', 'Task', undefined),
    ROOT,
    0,
  );
  visit.lastId = id;
  return visit;
}

describe('createChainPositions', () => {
  it('keeps the positions of the latest 256 events, whatever they are', () => {
    const positions = createChainPositions();
    const { position } = visitOf(0);
    for (let id = 1; id <= 300; id += 1) positions.set(id, position);
    expect(positions.get(300)).toBe(position);
    expect(positions.get(45)).toBe(position);
    expect(positions.get(44)).toBeUndefined();
  });

  it('keeps the head of a chain for as long as it is open', () => {
    const positions = createChainPositions();
    const open = visitOf(1);
    positions.set(1, open.position);
    for (let id = 2; id <= 25_000; id += 1) positions.set(id, visitOf(0).position);
    expect(positions.get(1)).toBe(open.position);
    expect(positions.heads()).toBe(1);
  });

  it('keeps no head of a chain that has gone on, however many there have been', () => {
    const positions = createChainPositions();
    for (let id = 1; id <= 25_000; id += 1) {
      const visit = visitOf(id);
      positions.set(id, visit.position);
      visit.position.isPassed = true;
    }
    expect(positions.heads()).toBe(0);
  });
});
