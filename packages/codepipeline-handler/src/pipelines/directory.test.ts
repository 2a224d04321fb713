import { read } from '@shipbell/core/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CodePipeline } from '../aws/codepipeline.ts';
import { codedeployFrom } from '../testing/codedeploy.ts';
import { codepipelineFrom, type PipelineFixture } from '../testing/codepipeline.ts';
import { APPLICATION, GROUP, pipelineOf } from '../testing/scenario.ts';
import { askedOf } from '../testing/search.ts';
import { skippingClock } from '../testing/skipping-clock.ts';
import { deploysToGroup } from './deploy-actions.ts';
import { createPipelineDirectory } from './directory.ts';

/** How long the directory looks for one event, and how many calls begin in that time: the list and definitions. */
const LOOKING_MS = 5_000;
const CALLS = 25;

const SHOP = { application: APPLICATION, group: GROUP };
const MINUTE_MS = 60_000;

function setUp(pipelines: Record<string, PipelineFixture>, change: Partial<CodePipeline> = {}, discover = true) {
  let time = 0;
  const clock = skippingClock();
  const begun: number[] = [];
  const pass = (milliseconds: number) => {
    time += milliseconds;
  };
  const reads = askedOf({ ...codepipelineFrom(pipelines), ...change }, codedeployFrom({}));
  const { readPipelines, readDefinition } = reads.codepipeline;
  const timed = <Call extends (...parameters: never[]) => unknown>(call: Call) =>
    ((...parameters) => {
      begun.push(clock.elapsed());
      return call(...parameters);
    }) as Call;
  Object.assign(reads.codepipeline, { readPipelines: timed(readPipelines), readDefinition: timed(readDefinition) });
  const directory = createPipelineDirectory({ discover, now: () => time, ...clock });
  const { signal } = new AbortController();
  const lookFor = (group = SHOP, until = signal) =>
    directory.lookFor((action) => deploysToGroup(action, group), reads, until);
  return {
    lookFor,
    readPipelinesOf: () => lookFor().all(),
    readGroupsOf: (pipeline: string) => directory.groupsOf(pipeline, reads, signal),
    pipelinesOf: async (group = SHOP) => (await lookFor(group).all()).value,
    groupsOf: async (pipeline: string) => (await directory.groupsOf(pipeline, reads, signal)).value,
    asked: reads.asked,
    pass,
    clock,
    /** When each call began. */
    begun,
  };
}

function count(asked: readonly string[], read: string) {
  return asked.filter((each) => each.startsWith(read)).length;
}

describe('createPipelineDirectory', () => {
  const other: PipelineFixture = { state: {} };

  it('returns the pipelines that deploy to a group, and the groups of a pipeline', async () => {
    const { pipelinesOf, groupsOf } = setUp({ p: pipelineOf('p', []), other, q: pipelineOf('q', []) });
    expect(await pipelinesOf()).toEqual(['p', 'q']);
    expect(await pipelinesOf({ ...SHOP, application: 'another' })).toEqual([]);
    expect(await groupsOf('p')).toEqual([SHOP]);
    expect(await groupsOf('other')).toEqual([]);
  });

  it('reads one definition alone for the groups of one pipeline, and not again within a minute', async () => {
    const { groupsOf, asked, pass } = setUp({ p: pipelineOf('p', []), q: pipelineOf('q', []) });
    await Promise.all([groupsOf('p'), groupsOf('p')]);
    expect(asked).toEqual(['readDefinition p']);
    pass(2 * MINUTE_MS);
    await groupsOf('p');
    expect(asked).toEqual(['readDefinition p', 'readDefinition p']);
  });

  it('reads a definition again that could not be read', async () => {
    const refused = pipelineOf('p', [], { definition: { error: 'ThrottlingException' } });
    const pipelines = { p: refused };
    const { groupsOf, readGroupsOf } = setUp(pipelines);
    expect(await readGroupsOf('p')).toMatchObject({ failure: { error: { name: 'ThrottlingException' } } });
    pipelines.p = pipelineOf('p', []);
    expect(await groupsOf('p')).toEqual([SHOP]);
  });

  it('returns pipelines that deploy to ECS through CodeDeploy too', async () => {
    const definition = JSON.parse(
      JSON.stringify(pipelineOf('p', []).definition).replace('"CodeDeploy"', '"CodeDeployToECS"'),
    );
    expect(await setUp({ p: pipelineOf('p', [], { definition }) }).pipelinesOf()).toEqual(['p']);
  });

  it('reads the list of pipelines once for ten minutes', async () => {
    const { pipelinesOf, asked, pass } = setUp({ p: pipelineOf('p', []) });
    await pipelinesOf();
    pass(9 * MINUTE_MS);
    await pipelinesOf();
    expect(asked).toEqual(['readPipelines', 'readDefinition p']);
  });

  it('reads no definition again that has not changed', async () => {
    const { pipelinesOf, asked, pass } = setUp({ p: pipelineOf('p', []) });
    await pipelinesOf();
    pass(11 * MINUTE_MS);
    await pipelinesOf();
    expect(asked).toEqual(['readPipelines', 'readDefinition p', 'readPipelines']);
  });

  it('reads the list again for an unknown group after a minute, and not before', async () => {
    const pipelines: Record<string, PipelineFixture> = { other };
    const { pipelinesOf, asked, pass } = setUp(pipelines);
    expect(await pipelinesOf()).toEqual([]);
    pipelines.p = pipelineOf('p', []);
    expect(await pipelinesOf()).toEqual([]);
    pass(2 * MINUTE_MS);
    expect(await pipelinesOf()).toEqual(['p']);
    expect(count(asked, 'readPipelines')).toBe(2);
  });

  it('forgets a pipeline that is gone', async () => {
    const pipelines: Record<string, PipelineFixture> = { p: pipelineOf('p', []) };
    const { pipelinesOf, pass } = setUp(pipelines);
    expect(await pipelinesOf()).toEqual(['p']);
    delete pipelines.p;
    pass(11 * MINUTE_MS);
    expect(await pipelinesOf()).toEqual([]);
  });

  it('reads the list once for events that come together', async () => {
    const { pipelinesOf, asked } = setUp({ p: pipelineOf('p', []) });
    await Promise.all([pipelinesOf(), pipelinesOf(), pipelinesOf()]);
    expect(count(asked, 'readPipelines')).toBe(1);
  });

  it('returns what the definitions say that it may read, and fails where these say nothing', async () => {
    const denied = { error: 'AccessDeniedException' };
    const secret = pipelineOf('secret', [], { definition: denied });
    expect(await setUp({ secret, p: pipelineOf('p', []) }).pipelinesOf()).toEqual(['p']);
    const reason = 'the definition of pipeline secret may not be read: codepipeline:GetPipeline was denied';
    expect((await setUp({ secret }).readPipelinesOf()).failure).toMatchObject({ reason, isFinal: true });
    expect((await setUp({ secret }).readGroupsOf('secret')).failure).toMatchObject({ reason, isFinal: true });
    expect(await setUp({ secret, other }).groupsOf('other')).toEqual([]);
  });

  it('reads nothing where discovery is switched off', async () => {
    const { pipelinesOf, groupsOf, asked } = setUp({ p: pipelineOf('p', []) }, {}, false);
    expect([await pipelinesOf(), await groupsOf('p')]).toEqual([[], []]);
    expect(asked).toEqual([]);
  });
});

/** Returns so many pipelines that deploy nowhere: `a0`, `a1`, … */
function idle(count: number): Record<string, PipelineFixture> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, { state: {} }]));
}

describe('createPipelineDirectory, in a region of many pipelines,', () => {
  const throttled = { state: {}, definition: { error: 'ThrottlingException' } };

  it('stops after five seconds, and goes on for the next event with what is not known', async () => {
    const { readPipelinesOf, asked, clock } = setUp({ ...idle(40), z: pipelineOf('z', []) });
    expect((await readPipelinesOf()).failure).toMatchObject({ reason: 'the pipeline was not found yet' });
    expect(clock.elapsed()).toBeLessThan(LOOKING_MS);
    expect(asked).toHaveLength(CALLS);
    expect((await readPipelinesOf()).value).toEqual(['z']);
    expect(asked).toHaveLength(1 + 41);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('begins five calls a second at most, whatever comes together and whenever', async () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 60 }), pauses, async (count, pauses) => {
        const { lookFor, readPipelinesOf, begun, clock, pass } = setUp(idle(count));
        for (const pause of pauses) {
          await Promise.all([
            readPipelinesOf(),
            lookFor().among((names) => names.filter((name) => name.endsWith('7'))),
            readPipelinesOf(),
          ]);
          await clock.wait(pause);
          pass(MINUTE_MS);
        }
        const tooSoon = begun.filter((at, index) => at < (begun[index - 5] ?? Number.NEGATIVE_INFINITY) + 1_000);
        expect(tooSoon).toEqual([]);
      }),
    );
  });

  it('reads the likely pipelines alone where these are asked for, and then the others in the time that is left', async () => {
    const { lookFor, asked, clock } = setUp({ ...idle(400), zone: pipelineOf('z', []), zoo: { state: {} } });
    const looking = lookFor();
    expect((await looking.among((names) => names.filter((name) => name.startsWith('zo')))).value).toEqual(['zone']);
    expect(asked).toEqual(['readPipelines', 'readDefinition zone', 'readDefinition zoo']);
    expect(clock.waits).toEqual([]);
    await clock.wait(LOOKING_MS - 1_000);
    expect((await looking.all()).value).toEqual(['zone']);
    expect(asked).toHaveLength(3 + 5);
    expect((await looking.all()).value).toEqual(['zone']);
    expect(asked).toHaveLength(3 + 5);
  });

  it('asks nothing more for this event once AWS throttles', async () => {
    const { lookFor, asked } = setUp({ ...idle(1), a1: throttled, p: pipelineOf('p', []) });
    const looking = lookFor();
    const reason = 'the definition of pipeline a1 could not be read: AWS throttled codepipeline:GetPipeline';
    expect((await looking.among(() => ['a1'])).failure?.reason).toBe(reason);
    expect((await looking.all()).failure?.reason).toBe(reason);
    expect(asked).toEqual(['readPipelines', 'readDefinition a1']);
  });

  it.each(['AccessDeniedException', 'InternalServiceException'])(
    'looks on after a definition that fails with %s, and asks for it again when it reads the list again',
    async (error) => {
      const pipelines: Record<string, PipelineFixture> = {
        broken: pipelineOf('p', [], { definition: { error } }),
        ...idle(1),
      };
      const { readPipelinesOf, asked, pass } = setUp(pipelines);
      expect((await readPipelinesOf()).failure?.reason).toContain('the definition of pipeline broken');
      expect((await readPipelinesOf()).failure?.error).toMatchObject({ name: error });
      expect(asked).toEqual(['readPipelines', 'readDefinition broken', 'readDefinition a0']);
      pipelines.broken = pipelineOf('p', []);
      pass(2 * MINUTE_MS);
      expect((await readPipelinesOf()).value).toEqual(['broken']);
    },
  );

  it('goes on for the next event with the definition that was cut off', async () => {
    const ended = new AbortController();
    const readDefinition: CodePipeline['readDefinition'] = async (name) => {
      ended.abort();
      return read({ action: 'codepipeline:GetPipeline', resource: name }, () => Promise.reject(ended.signal.reason));
    };
    const { lookFor, asked } = setUp(idle(2), { readDefinition });
    expect((await lookFor(SHOP, ended.signal).all()).failure?.reason).toBe('the pipeline was not found yet');
    await lookFor().all();
    expect(asked).toEqual(['readPipelines', ...Array(2).fill('readDefinition a0'), 'readDefinition a1']);
  });
});
