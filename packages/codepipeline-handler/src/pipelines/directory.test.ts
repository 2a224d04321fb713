import { describe, expect, it } from 'vitest';
import type { CodePipeline } from '../aws/codepipeline.ts';
import { codedeployFrom } from '../testing/codedeploy.ts';
import { codepipelineFrom, type PipelineFixture } from '../testing/codepipeline.ts';
import { APPLICATION, GROUP, pipelineOf } from '../testing/scenario.ts';
import { askedOf } from '../testing/search.ts';
import { deploysToGroup } from './deploy-actions.ts';
import { createPipelineDirectory } from './directory.ts';

const SHOP = { application: APPLICATION, group: GROUP };
const MINUTE_MS = 60_000;

function setUp(pipelines: Record<string, PipelineFixture>, change: Partial<CodePipeline> = {}, discover = true) {
  let time = 0;
  const wait = (milliseconds: number) => {
    time += milliseconds;
  };
  const reads = askedOf({ ...codepipelineFrom(pipelines), ...change }, codedeployFrom({}));
  const directory = createPipelineDirectory({ discover, now: () => time });
  const { signal } = new AbortController();
  return {
    readPipelinesOf: (group = SHOP) =>
      directory.pipelinesWith((action) => deploysToGroup(action, group), reads, signal),
    readGroupsOf: (pipeline: string) => directory.groupsOf(pipeline, reads, signal),
    pipelinesOf: async (group = SHOP) =>
      (await directory.pipelinesWith((action) => deploysToGroup(action, group), reads, signal)).value,
    groupsOf: async (pipeline: string) => (await directory.groupsOf(pipeline, reads, signal)).value,
    asked: reads.asked,
    wait,
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
    const { groupsOf, asked, wait } = setUp({ p: pipelineOf('p', []), q: pipelineOf('q', []) });
    await Promise.all([groupsOf('p'), groupsOf('p')]);
    expect(asked).toEqual(['readDefinition p']);
    wait(2 * MINUTE_MS);
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
    const { pipelinesOf, asked, wait } = setUp({ p: pipelineOf('p', []) });
    await pipelinesOf();
    wait(9 * MINUTE_MS);
    await pipelinesOf();
    expect(asked).toEqual(['readPipelines', 'readDefinition p']);
  });

  it('reads no definition again that has not changed', async () => {
    const { pipelinesOf, asked, wait } = setUp({ p: pipelineOf('p', []) });
    await pipelinesOf();
    wait(11 * MINUTE_MS);
    await pipelinesOf();
    expect(asked).toEqual(['readPipelines', 'readDefinition p', 'readPipelines']);
  });

  it('reads the list again for an unknown group after a minute, and not before', async () => {
    const pipelines: Record<string, PipelineFixture> = { other };
    const { pipelinesOf, asked, wait } = setUp(pipelines);
    expect(await pipelinesOf()).toEqual([]);
    pipelines.p = pipelineOf('p', []);
    expect(await pipelinesOf()).toEqual([]);
    wait(2 * MINUTE_MS);
    expect(await pipelinesOf()).toEqual(['p']);
    expect(count(asked, 'readPipelines')).toBe(2);
  });

  it('forgets a pipeline that is gone', async () => {
    const pipelines: Record<string, PipelineFixture> = { p: pipelineOf('p', []) };
    const { pipelinesOf, wait } = setUp(pipelines);
    expect(await pipelinesOf()).toEqual(['p']);
    delete pipelines.p;
    wait(11 * MINUTE_MS);
    expect(await pipelinesOf()).toEqual([]);
  });

  it('reads the list once for events that come together', async () => {
    const { pipelinesOf, asked } = setUp({ p: pipelineOf('p', []) });
    await Promise.all([pipelinesOf(), pipelinesOf(), pipelinesOf()]);
    expect(count(asked, 'readPipelines')).toBe(1);
  });

  it('reads eight definitions at most at the same time', async () => {
    const pipelines = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`p${index}`, pipelineOf('p', [])]));
    let running = 0;
    let most = 0;
    const readDefinition: CodePipeline['readDefinition'] = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      return { value: { name: 'p', roleArn: '', stages: [] }, failure: undefined };
    };
    const { pipelinesOf } = setUp(pipelines, { readDefinition });
    await pipelinesOf();
    expect(most).toBe(8);
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
