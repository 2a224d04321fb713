import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import { describe, expect, it } from 'vitest';
import { exactly, findDeploymentIn, ONE, THREE, TWO, worldOfRuns } from '../testing/find.ts';
import { commitId, deploymentOf, deploymentsOf, executionOf, pipelineOf, type Run } from '../testing/scenario.ts';

describe('the commit that findDeployment finds', () => {
  it('is that of the execution that made the deployment, with author, branch and pages', async () => {
    const { source } = await findDeploymentIn(worldOfRuns([ONE]));
    expect(source).toMatchObject({
      ...exactly('a'),
      pipeline: 'p',
      executionId: executionOf(ONE),
      revisions: [
        {
          action: 'App',
          title: 'Change a',
          body: 'In detail.',
          ref: { kind: 'branch', name: 'main' },
          commitUrl: `https://github.com/acme/shop/commit/${commitId('a')}`,
          entityUrl: 'https://github.com/acme/shop/tree/main',
        },
      ],
    });
  });

  it('is not that of a newer push which is in the source stage by now', async () => {
    const pushed: Run = { commit: 'b', minute: 1 };
    const { source } = await findDeploymentIn(worldOfRuns([ONE, pushed]));
    expect(source).toMatchObject(exactly('a'));
  });

  it('is not taken from a state that mixes executions which run side by side', async () => {
    const { state } = pipelineOf('p', [{ ...TWO, deployment: 'd-1' }]);
    const pipelines = { p: pipelineOf('p', [ONE, TWO], { state }) };
    const { source } = await findDeploymentIn(worldOfRuns([ONE, TWO], { pipelines }));
    expect(source).toMatchObject(exactly('a'));
  });

  it('is doubted where the history is denied and executions run side by side', async () => {
    const { executions } = pipelineOf('p', [ONE]);
    const parallel = { [executionOf(ONE)]: { ...Object(executions)[executionOf(ONE)], executionMode: 'PARALLEL' } };
    const pipelines = {
      p: pipelineOf('p', [ONE], { actions: { error: 'AccessDeniedException' }, executions: parallel }),
    };
    const { source } = await findDeploymentIn(worldOfRuns([ONE], { pipelines }));
    expect(source).toMatchObject({
      certainty: 'latest',
      doubt:
        'pipeline p runs its executions side by side, and the history of pipeline p may not be read: codepipeline:ListActionExecutions was denied',
    });
  });

  it('is exact by the state alone where the history is denied', async () => {
    const pipelines = { p: pipelineOf('p', [ONE], { actions: { error: 'AccessDeniedException' } }) };
    expect((await findDeploymentIn(worldOfRuns([ONE], { pipelines }))).source).toMatchObject(exactly('a'));
  });

  it('is exact by the history alone where the state is denied', async () => {
    const pipelines = { p: pipelineOf('p', [ONE, TWO], { state: { error: 'AccessDeniedException' } }) };
    expect((await findDeploymentIn(worldOfRuns([ONE, TWO], { pipelines }))).source).toMatchObject(exactly('a'));
  });

  it('is searched for again while no pipeline shows a young deployment yet', async () => {
    const pipelines = { p: pipelineOf('p', [{ commit: 'a', minute: 0 }]) };
    const meanwhile = () => void Object.assign(pipelines, { p: pipelineOf('p', [ONE]) });
    const { source, pauses } = await findDeploymentIn(worldOfRuns([ONE], { pipelines, meanwhile, minute: 1 }));
    expect(source).toMatchObject(exactly('a'));
    expect(pauses).toEqual([2_000]);
  });

  it('is a guess, with the doubt, after three looks', async () => {
    const world = worldOfRuns([ONE], { pipelines: { p: pipelineOf('p', [{ commit: 'b', minute: 0 }]) }, minute: 1 });
    const { source, pauses, change } = await findDeploymentIn(world);
    expect(source).toMatchObject({
      certainty: 'latest',
      doubt: 'no recent action of pipeline p shows this deployment',
      revisions: [{ id: commitId('b') }],
    });
    expect(pauses).toEqual([2_000, 4_000]);
    expect(change).toBeUndefined();
  });

  it('is not guessed where the bundle is not one of the pipeline’s', async () => {
    const deployments = [deploymentOf('d-1', 0, 'Succeeded', { key: 'uploads/by-hand.zip' })];
    const { source } = await findDeploymentIn(worldOfRuns([TWO], { deployments }));
    expect(source).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('uploads/by-hand.zip') });
  });

  it('is not guessed where CloudFormation made the deployment', async () => {
    const deployments = [deploymentOf('d-1', 0, 'Succeeded', { key: 'p/app/x', creator: 'CloudFormation' })];
    const { source } = await findDeploymentIn(worldOfRuns([TWO], { deployments }));
    expect(source).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(/^CloudFormation made/) });
  });

  it('is the one that a bundle from GitHub names, without any pipeline', async () => {
    const revision: NonNullable<DeploymentInfo['revision']> = {
      revisionType: 'GitHub',
      gitHubLocation: { repository: 'acme/shop', commitId: commitId('a') },
    };
    const deployments = [deploymentOf('d-1', 0, 'Succeeded', { key: '', revision })];
    const { source, change, asked } = await findDeploymentIn({ deployments }, {}, {});
    expect(source).toMatchObject({ ...exactly('a'), pipeline: undefined });
    expect(change).toEqual({ kind: 'first' });
    expect(asked.filter((read) => /readState|readActions|readPipelines/.test(read))).toEqual([]);
  });

  it('is that of the same bundle where somebody deploys it again from the console', async () => {
    const again = deploymentOf('d-9', 300, 'Succeeded', { key: 'p/app/b100' });
    const world = worldOfRuns([ONE, TWO, THREE]);
    const { source } = await findDeploymentIn(
      { ...world, deployments: [...deploymentsOf('p', [ONE, TWO, THREE]), again] },
      { deploymentId: 'd-9' },
    );
    expect(source).toMatchObject(exactly('b'));
  });

  it('is that of another pipeline which deploys to the same group', async () => {
    const hotfix: Run = { commit: 'f', minute: 50, deployment: 'd-9' };
    const pipelines = { p: pipelineOf('p', [ONE]), hotfix: pipelineOf('hotfix', [hotfix]) };
    const deployments = [...deploymentsOf('p', [ONE]), ...deploymentsOf('hotfix', [hotfix])];
    const { source, change } = await findDeploymentIn({ pipelines, deployments }, { deploymentId: 'd-9' });
    expect(source).toMatchObject({ ...exactly('f'), pipeline: 'hotfix' });
    expect(change).toMatchObject({ kind: 'forward', previous: { id: commitId('a') } });
  });

  it('is found without a setting, by what the pipelines deploy to', async () => {
    const { source, change } = await findDeploymentIn(worldOfRuns([ONE, TWO]), { deploymentId: 'd-2' }, {});
    expect(source).toMatchObject(exactly('b'));
    expect(change).toMatchObject({ kind: 'forward' });
  });

  it('is unknown, with the pipelines’ names, where none of several shows the deployment', async () => {
    const pipelines = { p: pipelineOf('p', [TWO]), q: pipelineOf('q', [THREE]) };
    const { source } = await findDeploymentIn({ pipelines, deployments: deploymentsOf('p', [ONE]) }, {}, {});
    expect(source).toMatchObject({
      kind: 'unknown',
      reason: 'none of the pipelines p, q shows this deployment',
    });
  });

  it('is found by the name in the bundle’s key among however many pipelines, with no other definition read', async () => {
    const others = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`a${index}`, { state: {} }]));
    const { source, asked } = await findDeploymentIn(
      worldOfRuns([ONE], { pipelines: { ...others, p: pipelineOf('p', [ONE]) } }),
      {},
      {},
    );
    expect(source).toMatchObject(exactly('a'));
    expect(asked.filter((read) => read.startsWith('readDefinition'))).toEqual(['readDefinition p']);
  });

  it.each([
    ['no pipeline is set, and discovery is off', { discover: false }, /no pipeline is set/],
    ['no pipeline deploys to the group', {}, /no pipeline of this account and region deploys to this group/],
  ])('is unknown where %s', async (_name, world, reason) => {
    const { source } = await findDeploymentIn(world, {}, {});
    expect(source).toMatchObject({ kind: 'unknown', reason: expect.stringMatching(reason) });
  });

  it('is that of a pipeline in the function’s own region where the event’s has none of the name', async () => {
    const world = worldOfRuns([ONE], { pipelines: {}, elsewhere: { p: pipelineOf('p', [ONE]) } });
    const { source } = await findDeploymentIn(world);
    expect(source).toMatchObject({ ...exactly('a'), pipeline: 'p', pipelineRegion: 'us-east-1' });
  });

  it('is that of the pipeline in the event’s region where both have one, without a look elsewhere', async () => {
    const world = worldOfRuns([ONE], { elsewhere: { p: pipelineOf('p', [TWO]) } });
    for (const setting of [{ pipeline: 'p' }, {}]) {
      const { source, asked } = await findDeploymentIn(world, {}, setting);
      expect(source).toMatchObject({ ...exactly('a'), pipelineRegion: undefined });
      expect(asked.filter((read) => /^read(State|Pipelines)/.test(read)).length).toBeLessThanOrEqual(2);
    }
  });

  it('is found by what a pipeline in the function’s own region deploys to in the event’s', async () => {
    const { definition } = pipelineOf('p', []);
    const to = (region: string) => {
      const [stage] = (definition && 'stages' in definition && definition.stages) || [];
      const actions = stage?.actions?.map((action) => ({ ...action, region }));
      return { name: 'p', roleArn: '', stages: [{ name: 'Deploy', actions }] };
    };
    const world = (region: string) =>
      worldOfRuns([ONE], { pipelines: {}, elsewhere: { p: pipelineOf('p', [ONE], { definition: to(region) }) } });
    const { source } = await findDeploymentIn(world('eu-west-1'), {}, {});
    expect(source).toMatchObject({ ...exactly('a'), pipelineRegion: 'us-east-1' });
    const { source: other } = await findDeploymentIn(world('us-east-1'), {}, {});
    expect(other).toMatchObject({
      pipeline: undefined,
      kind: 'unknown',
      reason: 'no pipeline of this account in eu-west-1 or us-east-1 deploys to this group',
    });
  });

  it.each([
    ['in its region', undefined, 'pipeline p does not exist in this account and region'],
    ['in both regions', {}, 'pipeline p does not exist in this account and region, nor in us-east-1'],
  ])('is unknown, without the name, where there is no such pipeline %s', async (_name, elsewhere, reason) => {
    const world = worldOfRuns([ONE], { pipelines: {}, ...(elsewhere && { elsewhere }) });
    expect((await findDeploymentIn(world)).source).toEqual({ kind: 'unknown', reason });
  });

  it('is not guessed where nothing shows whether the deployment is a rollback', async () => {
    const { source } = await findDeploymentIn(worldOfRuns([TWO], { deployments: { error: 'AccessDeniedException' } }));
    expect(source).toMatchObject({
      kind: 'unknown',
      reason:
        'no recent action of pipeline p shows this deployment, and deployment d-1 may not be read: codedeploy:GetDeployment was denied',
    });
  });

  it('is not searched for again once the signal has ended the search', async () => {
    const world = worldOfRuns([ONE], { pipelines: { p: pipelineOf('p', []) }, minute: 1, signal: AbortSignal.abort() });
    expect((await findDeploymentIn(world)).pauses).toEqual([]);
  });
});
