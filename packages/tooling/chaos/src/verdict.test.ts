import { describe, expect, it } from 'vitest';
import {
  ALL,
  began,
  broken,
  deadLettered,
  FIRST,
  killed,
  notification,
  posted,
  SECOND,
  sent,
  THIRD,
  well,
} from './testing/made-up.ts';
import { judge } from './verdict.ts';

describe('judge', () => {
  it('finds no broken promise in a run in which everything went well', () => {
    expect(broken(well())).toEqual([]);
  });

  it('finds no broken promise in a digest that keeps the order of the queue', () => {
    expect(broken([...sent(...ALL), posted(1, ALL)])).toEqual([]);
  });

  it('finds no broken promise about what was never published', () => {
    expect(broken([])).toEqual([]);
  });

  it('counts what was sent, delivered and dead-lettered, and which faults were played', () => {
    const facts = [
      ...sent(...ALL),
      { kind: 'published', id: FIRST } as const,
      posted(1, [FIRST, SECOND]),
      ...deadLettered(THIRD, 'malformed_message', 1),
    ];
    const played = new Map([['hang', 2] as const]);
    const verdict = judge(
      { facts, played },
      [FIRST, SECOND].map((id) => notification(id)),
    );
    expect(verdict).toMatchObject({ sent: 3, sentTwice: 1, delivered: 2, posts: 1, digests: 1, played });
    expect([...verdict.deadLettered]).toEqual([['undelivered_messages: malformed_message', 1]]);
    expect(verdict.neverPlayed).not.toContain('hang');
    expect(verdict.neverPlayed).toContain('reset');
  });

  it('counts the batches of several of one message group, and those that were killed in the middle', () => {
    const facts = [
      ...sent(...ALL, 'd04-n000001'),
      began(1, FIRST, 'd04-n000001'),
      killed(1, FIRST, 'd04-n000001'),
      began(2, FIRST, SECOND, 'd04-n000001'),
      began(3, SECOND, THIRD),
      killed(3, SECOND, THIRD),
    ];
    expect(judge({ facts, played: new Map() }, []).batches).toEqual({ ofSeveral: 2, killed: 1 });
  });
});
