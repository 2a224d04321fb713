import { describe, expect, it } from 'vitest';
import type { ExecutionStatus, TypicalDuration } from '../../reports/execution-report.ts';
import { typicalDurationNote } from './execution-headline.ts';

function ended(seconds: number) {
  return {
    redriveCount: 0,
    startedAt: new Date(0),
    endedAt: new Date(seconds * 1_000),
  };
}

function note(seconds: number, typicalDuration: TypicalDuration | undefined, status: ExecutionStatus = 'succeeded') {
  return typicalDurationNote({ ...ended(seconds), status, typicalDuration });
}

function median(seconds: number, of = 9): TypicalDuration {
  return { median: seconds * 1_000, of };
}

describe('typicalDurationNote', () => {
  it('tells what is usual where it took half as long again, and else that it took as long', () => {
    expect(note(600, median(400))).toBe('usually 6m 40s');
    expect(note(599, median(400))).toBe('as usual');
  });

  it('tells what is usual where half the time was enough', () => {
    expect(note(200, median(400))).toBe('usually 6m 40s');
    expect(note(201, median(400))).toBe('as usual');
  });

  it('leaves the judgement of a failure to the reader', () => {
    expect(note(2, median(400), 'failed')).toBe('usually 6m 40s');
    expect(note(600, median(400), 'failed')).toBe('usually 6m 40s');
  });

  it('makes nothing of some seconds', () => {
    expect(note(5.9, median(1))).toBe('as usual');
    expect(note(6, median(1))).toBe('usually 1 s');
  });

  it('says nothing where two executions are all that is known', () => {
    expect(note(600, median(400, 2))).toBeUndefined();
    expect(note(600, median(400, 3))).toBe('usually 6m 40s');
  });

  it('says nothing where it is not known', () => {
    expect(note(600, undefined)).toBeUndefined();
    expect(note(600, { unknown: 'AccessDenied' })).toBeUndefined();
    expect(
      typicalDurationNote({ ...ended(0), status: 'running', typicalDuration: median(400), endedAt: undefined }),
    ).toBeUndefined();
  });

  it('does not compare a redrive, which runs only what had failed', () => {
    const typicalDuration = median(400);
    expect(
      typicalDurationNote({ ...ended(20), status: 'succeeded', typicalDuration, redriveCount: 1 }),
    ).toBeUndefined();
  });
});
