import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { ActionExecutionDetail, PipelineDeclaration } from '@aws-sdk/client-codepipeline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactly, findDeploymentIn } from '../testing/find.ts';
import { at, commitId, deploymentOf, pipelineOf, type Run } from '../testing/scenario.ts';
import { deploymentEvent, searchInWorld, type World } from '../testing/search.ts';
import { readDeployment } from './find-deployment.ts';
import { findReleasingPipeline } from './find-stack-update.ts';

const ARN = 'arn:aws:cloudformation:eu-west-1:123456789012:stack';
const CLOUDFORMATION = { category: 'Deploy', owner: 'AWS', provider: 'CloudFormation', version: '1' } as const;

/** Returns the pipeline that updates the stack in these runs, each for half an hour. */
function updating(
  stack: string,
  runs: readonly Run[],
  change: object = {},
  stages: PipelineDeclaration['stages'] = [],
) {
  const { actions, ...fixture } = pipelineOf('p', runs);
  const configuration = { ActionMode: 'CREATE_UPDATE', StackName: stack };
  const name = 'Deploy';
  return {
    ...fixture,
    actions: (actions as ActionExecutionDetail[]).map((action) =>
      action.actionName === name
        ? {
            ...action,
            lastUpdateTime: new Date((action.startTime?.getTime() ?? 0) + 30 * 60_000),
            input: { actionTypeId: CLOUDFORMATION, configuration, ...change },
          }
        : action,
    ),
    definition: {
      name: 'p',
      roleArn: '',
      stages: [
        { name, actions: [{ name, actionTypeId: CLOUDFORMATION, configuration, ...change }] },
        ...(stages ?? []),
      ],
    },
  };
}

/** Returns a deployment that shifts a Lambda function's traffic from one version to another. */
function shift(
  id: string,
  minute: number,
  [from, to]: readonly [number, number],
  change: Partial<DeploymentInfo> = {},
) {
  const Properties = { Name: 'pay', Alias: 'live', CurrentVersion: `${from}`, TargetVersion: `${to}` };
  const content = JSON.stringify({ version: 0, Resources: [{ pay: { Type: 'AWS::Lambda::Function', Properties } }] });
  return deploymentOf(id, minute, 'Succeeded', {
    key: '',
    computePlatform: 'Lambda',
    revision: { revisionType: 'AppSpecContent', appSpecContent: { content, sha256: `${from} to ${to}` } },
    externalId: `${ARN}/pay/1`,
    ...change,
  });
}

const ONE: Run = { commit: 'a', minute: 0 };
const TWO: Run = { commit: 'b', minute: 100 };

function find(deployments: readonly DeploymentInfo[], deploymentId: string, world: World = {}, setting = {}) {
  const pipelines = { p: updating('pay', [ONE, TWO]) };
  return findDeploymentIn({ pipelines, deployments, ...world }, { deploymentId }, setting);
}

describe('findDeployment, for a deployment that an update of a stack makes,', () => {
  const first = shift('d-1', 10, [1, 2]);
  const second = shift('d-2', 110, [2, 3]);

  it('returns the commit of the execution that was updating the stack, and what it replaced', async () => {
    const { source, change } = await find([first, second], 'd-2');
    expect(source).toMatchObject({ ...exactly('b'), pipeline: 'p' });
    expect(change).toMatchObject({ kind: 'forward', previous: { id: commitId('a'), deployedAt: at(10, 50) } });
  });

  it.each([
    ['a nested stack', { externalId: `${ARN}/pay-Api-1QX8ZP3K7T2AB/2` }],
    ['a stack nested twice', { externalId: `${ARN}/pay-Api-1QX8ZP3K7T2AB-Fn-9HS2KD83JQ0PL/2` }],
    ['an application that CloudFormation has named', { externalId: '', applicationName: 'pay-App-DP39TAO2TZ28' }],
  ])('finds it by the name of %s', async (_name, change) => {
    expect((await find([shift('d-2', 110, [2, 3], change)], 'd-2')).source).toMatchObject(exactly('b'));
  });

  it('does not take a stack for a nested one because of its name', async () => {
    const deployments = [shift('d-2', 110, [2, 3], { externalId: `${ARN}/pay-api-PRODUCTION/1` })];
    expect((await find(deployments, 'd-2')).source).toMatchObject({ kind: 'unknown' });
  });

  it('finds it in the function’s own region, whose pipeline updates the stack in the event’s', async () => {
    const elsewhere = { p: updating('pay', [TWO], { region: 'eu-west-1' }) };
    const { source } = await find([second], 'd-2', { pipelines: {}, elsewhere });
    expect(source).toMatchObject({ ...exactly('b'), pipelineRegion: 'us-east-1' });
  });

  it.each([
    ['nobody was updating the stack', { p: updating('pay', [ONE]) }],
    ['another stack was updated', { p: updating('pay-api', [TWO]) }],
    ['a stack was updated with whose name its own begins', { p: updating('pa', [TWO]) }],
    ['the stack was updated in another region', { p: updating('pay', [TWO], { region: 'us-west-2' }) }],
    ['the stack was updated in another account', { p: updating('pay', [TWO], { roleArn: 'arn:aws:iam::1:role/x' }) }],
    [
      'a change set was made',
      { p: updating('pay', [TWO], { configuration: { StackName: 'pay', ActionMode: 'CHANGE_SET_REPLACE' } }) },
    ],
    ['there is no pipeline', {}],
  ])('says that no pipeline made it where %s', async (_name, pipelines) => {
    const { source, pauses } = await find([second], 'd-2', { pipelines });
    expect(source).toEqual({
      kind: 'unknown',
      reason: 'CloudFormation made this deployment for the stack pay, and no pipeline was updating it then',
    });
    expect(pauses).toEqual([]);
  });

  it('says why the update could not be looked for', async () => {
    const p = { ...updating('pay', [TWO]), actions: { error: 'AccessDeniedException' } };
    expect((await find([second], 'd-2', { pipelines: { p } }, { pipeline: 'p' })).source).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('the history of pipeline p may not be read'),
    });
  });

  it('returns what a rollback brings back by the version of the function, and what it takes back', async () => {
    const rollbackInfo = { rollbackTriggeringDeploymentId: 'd-2' };
    const back = shift('d-3', 115, [3, 2], { creator: 'codeDeployRollback', externalId: undefined, rollbackInfo });
    const { source, rollback } = await find(
      [first, { ...second, status: 'Stopped' }, back],
      'd-3',
      {},
      { pipeline: 'p' },
    );
    expect(source).toMatchObject(exactly('a'));
    expect(rollback?.from?.id).toBe(commitId('b'));
  });

  it('does not take an update that is undone for a release', async () => {
    const undone = shift('d-3', 120, [3, 2]);
    expect((await find([first, second, undone], 'd-3')).source).toMatchObject(exactly('a'));
  });

  it('never names the commit of an execution that was not updating the stack at the time', async () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(minutes, fc.integer({ min: 0, max: 700 }), async (starts, minute) => {
        const runs = starts.map((start, index): Run => ({ commit: 'abcdef'.charAt(index), minute: start * 35 }));
        const pipelines = { p: updating('pay', runs) };
        const { source } = await find([shift('d-9', minute, [1, 2])], 'd-9', { pipelines, pageSize: 100 });
        const running = runs.find(
          (run) => at(run.minute, 20) <= at(minute, 30) && at(minute, 30) <= at(run.minute + 30, 30),
        );
        const [named] = source.kind === 'known' ? source.revisions : [];
        expect(named?.id).toBe(running && commitId(running.commit));
      }),
    );
  });
});

describe('the pipeline whose message reports a deployment too', () => {
  const deployment = shift('d-2', 110, [2, 3]);
  const approval = {
    name: 'Ask',
    actionTypeId: { ...CLOUDFORMATION, category: 'Approval', provider: 'Manual' },
  } as const;
  const releasing = async (world: World, change = {}) => {
    const event = deploymentEvent({ deploymentId: 'd-2' });
    const { search } = searchInWorld({ deployments: [{ ...deployment, ...change }], ...world });
    return (await findReleasingPipeline(await readDeployment(event, {}, search), search))?.history.pipeline;
  };

  it('is the one that ends with the update of the stack', async () => {
    expect(await releasing({ pipelines: { p: updating('pay', [TWO]) } })).toBe('p');
  });

  it('is none where the pipeline goes on, or waits for somebody', async () => {
    const stages = [{ name: 'Next', actions: [approval] }];
    expect(await releasing({ pipelines: { p: updating('pay', [TWO], {}, stages) } })).toBeUndefined();
    expect(
      await releasing({ pipelines: { p: updating('pay', [TWO], {}, [{ name: 'Next', actions: [] }]) } }),
    ).toBeUndefined();
  });

  it('is none for a rollback', async () => {
    const rollbackInfo = { rollbackTriggeringDeploymentId: 'd-1' };
    expect(await releasing({ pipelines: { p: updating('pay', [TWO]) } }, { rollbackInfo })).toBeUndefined();
  });

  it('is none where its own events may not arrive', async () => {
    expect(await releasing({ pipelines: { p: updating('pay', [TWO]) }, elsewhere: {} })).toBeUndefined();
    const elsewhere = { p: updating('pay', [TWO], { region: 'eu-west-1' }) };
    expect(await releasing({ pipelines: {}, elsewhere })).toBe('p');
  });
});
