import { describe, expect, it } from 'vitest';
import { DEAD_LETTERING_FAULTS, ENQUEUE_FAULTS, LOST_EVENTS, POST_FAULTS } from './fault-kinds.ts';
import { DESTINATIONS, idsIn, PLACEHOLDER, REVOKED, UNREACHABLE } from './notification.ts';
import { createPlan } from './plan.ts';

function withoutRandom(messages: number, seed: number) {
  return { ...createPlan(messages, seed), random: undefined };
}

describe('createPlan', () => {
  it('returns the same plan for the same seed, and another plan for another', () => {
    expect(withoutRandom(300, 7)).toEqual(withoutRandom(300, 7));
    expect(withoutRandom(300, 7).bursts).not.toEqual(withoutRandom(300, 8).bursts);
  });

  it('plans as many notifications as were asked for, each with an id of its own', () => {
    const all = createPlan(500, 1).bursts.flat();
    expect(new Set(all.map(({ id }) => id)).size).toBe(500);
    expect(all.every(({ id }) => idsIn(`*${id}*, ${id}`).join() === id)).toBe(true);
  });

  it('reaches every channel, also with a few notifications', () => {
    const all = createPlan(130, 1).bursts.flat();
    expect(new Set(all.map(({ destination }) => destination))).toEqual(new Set(DESTINATIONS));
  });

  it('takes every route, some notifications twice, and some that are poison', () => {
    const all = createPlan(500, 1).bursts.flat();
    expect(new Set(all.map(({ route }) => route))).toEqual(new Set(['topic', 'rule', 'pipeline', 'queue']));
    expect(new Set(all.map(({ poison }) => poison)).size).toBe(9);
    expect(all.filter(({ twice }) => twice).length).toBeGreaterThan(10);
  });

  it('loses either event of some deployments of pipelines, and none of others', () => {
    const { bursts, lostEvents } = createPlan(2_000, 1);
    const ids = bursts.flat().flatMap(({ id, route }) => (route === 'pipeline' ? [id] : []));
    const lost = ids.map((id) => lostEvents.get(id));
    for (const event of [...LOST_EVENTS, undefined]) {
      expect(lost.filter((one) => one === event).length).toBeGreaterThan(30);
    }
  });

  it('keeps a burst to one channel', () => {
    for (const burst of createPlan(500, 1).bursts) {
      expect(new Set(burst.map(({ destination }) => destination)).size).toBe(1);
    }
  });

  it.each([130, 2_000])('plans faults of every kind for %d notifications, where they can be played', (messages) => {
    const plan = createPlan(messages, 1);
    const all = new Map(plan.bursts.flat().map((notification) => [notification.id, notification]));
    expect(new Set([...plan.postFaults.values()].flat())).toEqual(new Set(POST_FAULTS));
    expect(new Set(plan.lostEvents.values())).toEqual(new Set(LOST_EVENTS));
    expect(new Set([...plan.enqueueFaults.values()].flat())).toEqual(new Set(ENQUEUE_FAULTS));
    expect(new Set([...plan.deadLetteringFaults.values()].flat())).toEqual(new Set(DEAD_LETTERING_FAULTS));
    for (const id of plan.postFaults.keys()) {
      expect(all.get(id)?.poison).toBeUndefined();
      expect([PLACEHOLDER, REVOKED, UNREACHABLE]).not.toContain(all.get(id)?.destination);
    }
    for (const id of plan.lostEvents.keys()) expect(all.get(id)?.route).toBe('pipeline');
    for (const id of plan.enqueueFaults.keys()) expect(all.get(id)?.route).not.toBe('queue');
    for (const id of plan.deadLetteringFaults.keys()) expect(all.get(id)?.poison).toBeDefined();
  });
});
