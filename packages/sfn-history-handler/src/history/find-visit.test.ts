import { describe, expect, it } from 'vitest';
import { history } from '../testing/history.ts';
import { toHistoryEvent } from './history-event.ts';
import { lineOf } from './line.ts';
import { createPlaces } from './places.ts';
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

describe('the places of the events', () => {
  it('are the latest 256, whatever they are', () => {
    const places = createPlaces();
    const { place } = visitOf(0);
    for (let id = 1; id <= 300; id += 1) places.set(id, place);
    expect(places.get(300)).toBe(place);
    expect(places.get(45)).toBe(place);
    expect(places.get(44)).toBeUndefined();
  });

  it('are the heads of chains that are open, for as long as they are', () => {
    const places = createPlaces();
    const open = visitOf(1);
    places.set(1, open.place);
    for (let id = 2; id <= 25_000; id += 1) places.set(id, visitOf(0).place);
    expect(places.get(1)).toBe(open.place);
    expect(places.heads()).toBe(1);
  });

  it('are no more than what is open, however many have been', () => {
    const places = createPlaces();
    for (let id = 1; id <= 25_000; id += 1) {
      const visit = visitOf(id);
      places.set(id, visit.place);
      visit.place.isPassed = true;
    }
    expect(places.heads()).toBe(0);
  });
});
