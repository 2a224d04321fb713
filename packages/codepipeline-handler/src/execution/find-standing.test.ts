import type { PipelineExecutionSummary } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import type { PipelineFixture } from '../testing/codepipeline.ts';
import { at, pipelineOf } from '../testing/scenario.ts';
import { executionEvent, searchInWorld } from '../testing/search.ts';
import type { ExecutionEvent } from './event.ts';
import { findStanding } from './find-standing.ts';
import { readExecution } from './read-execution.ts';

type Setting = Parameters<typeof findStanding>[2];

const BROKEN: Setting = { statuses: ['failed', 'rolled_back', 'recovered'] };
const OWN = { commit: 'z', minute: 1_000, execution: 'e-1', provider: 'ECS' } as const;
const NOTHING = { isReported: false, statuses: ['succeeded'], recovery: undefined, slowness: undefined };

/** Returns an execution that ended so many minutes before the one that is reported, and took so long. */
function earlier(
  minutes: number,
  status: PipelineExecutionSummary['status'],
  tookMinutes = 1,
  change: PipelineExecutionSummary = {},
): PipelineExecutionSummary {
  const lastUpdateTime = at(OWN.minute - minutes);
  const startTime = at(OWN.minute - minutes - tookMinutes);
  return { pipelineExecutionId: `e${minutes}`, status, startTime, lastUpdateTime, ...change };
}

/** Returns how the execution stands that came after these, with the reads that were made. */
async function standing(
  setting: Setting,
  summaries: readonly PipelineExecutionSummary[] | { readonly error: string },
  change: Partial<PipelineFixture> = {},
  event: Partial<ExecutionEvent> = {},
) {
  const own = { pipelineExecutionId: 'e-1', status: 'Succeeded' as const, startTime: at(OWN.minute) };
  const all = 'error' in summaries ? summaries : [own, ...summaries];
  const { search, asked } = searchInWorld({ pipelines: { p: pipelineOf('p', [OWN], { summaries: all, ...change }) } });
  const reported = executionEvent({ at: at(OWN.minute + 5), ...event });
  const found = await findStanding(reported, await readExecution(reported, search), setting);
  return { ...found, asked };
}

function after(failures: number, minutes: number) {
  const since = at(OWN.minute - minutes);
  return { isReported: true, statuses: ['recovered', 'succeeded'], recovery: { kind: 'known', failures, since } };
}

describe('findStanding, for an execution that succeeded,', () => {
  it('counts the failures since the last success', async () => {
    const all = [earlier(10, 'Failed'), earlier(30, 'Failed'), earlier(60, 'Succeeded'), earlier(90, 'Failed')];
    expect(await standing(BROKEN, all)).toMatchObject(after(2, 30));
    expect(await standing(BROKEN, all.slice(2))).toMatchObject(NOTHING);
    expect(await standing(BROKEN, [])).toMatchObject(NOTHING);
  });

  it('passes over what was stopped, superseded or canceled, what rolls back, and what ended later', async () => {
    const others = [
      earlier(-20, 'Succeeded', 40),
      earlier(1, 'Stopped'),
      earlier(2, 'Superseded'),
      earlier(3, 'Cancelled'),
      earlier(4, 'Succeeded', 1, { executionType: 'ROLLBACK' }),
      earlier(5, 'Failed', 1, { executionType: 'ROLLBACK' }),
      earlier(6, 'InProgress'),
    ];
    expect(await standing(BROKEN, [...others, earlier(10, 'Failed'), earlier(60, 'Succeeded')])).toMatchObject(
      after(1, 10),
    );
    expect(await standing(BROKEN, [...others, earlier(60, 'Succeeded')])).toMatchObject(NOTHING);
  });

  it('goes by when they ended, where executions overtake each other', async () => {
    const all = [earlier(30, 'Succeeded', 5), earlier(10, 'Failed', 40)];
    expect(await standing(BROKEN, all)).toMatchObject(after(1, 10));
  });

  it('counts the attempts of its own that failed before a retry', async () => {
    const [deploy, source] = pipelineOf('p', [OWN]).actions as readonly Record<string, unknown>[];
    const failed = (minute: number) => ({
      ...deploy,
      status: 'Failed',
      startTime: at(minute),
      lastUpdateTime: at(minute, 30),
    });
    const actions = [deploy, failed(OWN.minute - 20), failed(OWN.minute - 40), source] as PipelineFixture['actions'] &
      object;
    const retried = await standing({ ...BROKEN, slowerThanTypical: 2 }, [earlier(60, 'Succeeded')], { actions });
    expect(retried).toMatchObject({ recovery: { failures: 2, since: at(OWN.minute - 40, 30) }, slowness: undefined });
    expect(await standing(BROKEN, [earlier(50, 'Failed'), earlier(60, 'Succeeded')], { actions })).toMatchObject(
      after(3, 50),
    );
  });

  it('is reported where the executions may not be read', async () => {
    const unknown = {
      kind: 'unknown',
      reason: 'the executions of pipeline p may not be read: codepipeline:ListPipelineExecutions was denied',
    };
    const all = { error: 'AccessDeniedException' };
    expect(await standing(BROKEN, all)).toMatchObject({ isReported: true, recovery: unknown });
    expect(await standing({ statuses: [], slowerThanTypical: 2 }, all)).toMatchObject({
      isReported: true,
      slowness: unknown,
    });
  });

  it('is a rollback where it rolls a stage back, and recovers from nothing', async () => {
    const executions = { 'e-1': { executionType: 'ROLLBACK' as const } };
    const all = [earlier(10, 'Failed')];
    for (const [statuses, isReported] of [
      [['rolled_back'], true],
      [['succeeded', 'recovered'], false],
    ] as [Setting['statuses'], boolean][]) {
      const { asked, ...found } = await standing({ statuses, slowerThanTypical: 2 }, all, { executions });
      expect(found).toEqual({ isReported, statuses: ['rolled_back'], recovery: undefined, slowness: undefined });
      expect(asked).not.toContain('readExecutions p');
    }
  });

  it('compares the durations of successes', async () => {
    const setting: Setting = { statuses: ['failed'], slowerThanTypical: 2 };
    const past = [earlier(10, 'Succeeded', 2), earlier(20, 'Succeeded', 1), earlier(30, 'Succeeded', 3)];
    const others = [earlier(15, 'Failed', 90), earlier(16, 'Succeeded', 90, { executionType: 'ROLLBACK' })];
    expect(await standing(setting, [...past, ...others])).toMatchObject({
      isReported: true,
      slowness: { kind: 'slow', typicalMs: 120_000 },
    });
    expect(await standing({ ...setting, slowerThanTypical: 2.5 }, past)).toMatchObject(NOTHING);
    expect(await standing(setting, past.slice(1))).toMatchObject(NOTHING);
  });

  it('is read about only where its setting asks', async () => {
    for (const setting of [{}, { pipeline: 'p' }] as Setting[]) {
      expect((await standing(setting, [earlier(10, 'Failed')])).asked).toEqual(['readActions p']);
    }
    const failed = await standing(BROKEN, [], {}, { status: 'failed', statusText: 'FAILED' });
    expect(failed).toMatchObject({ isReported: true, statuses: ['failed'] });
    expect(failed.asked).not.toContain('readExecutions p');
  });
});
