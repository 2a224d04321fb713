import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { RevisionRef } from '@shipbell/core';
import { describe, expect, it } from 'vitest';
import { type Origin, originOf } from '../revision/origin.ts';
import { findExecutionOf } from '../testing/find.ts';
import { at, commitId, executionOf, pipelineOf, type Run } from '../testing/scenario.ts';
import { executionEvent, searchInWorld } from '../testing/search.ts';
import { findExecution, readExecution } from './find-execution.ts';

const ONE: Run = { commit: 'a', minute: 0, provider: 'ECS' };
const TWO: Run = { commit: 'b', minute: 100, provider: 'ECS' };
const THREE: Run = { commit: 'c', minute: 200, provider: 'ECS' };
const DENIED = { error: 'AccessDeniedException' };

function pushOf(commit: string, summary: string, ref: RevisionRef): Origin | undefined {
  const repository = { host: 'github', name: 'acme/shop', region: undefined } as const;
  const facts = { action: undefined, id: commitId(commit), summary, url: undefined, author: 'Ada', ref };
  return originOf({ ...facts, repositoryOf: () => repository })[0];
}

describe('findExecution', () => {
  it('returns the commit, the target and the start', async () => {
    expect(await findExecutionOf([ONE], ONE)).toMatchObject({
      startedAt: at(0),
      deployers: 'others',
      targets: { kind: 'known', targets: [{ provider: 'ECS', name: 'main / shop', outcome: 'deployed' }] },
      source: { certainty: 'exact', executionId: executionOf(ONE), revisions: [{ id: commitId('a') }] },
      change: { change: { kind: 'first' }, target: { name: 'main / shop' } },
      failure: undefined,
      rollback: undefined,
    });
  });

  it('returns the execution’s commit while newer ones are on their way', async () => {
    const { source } = await findExecutionOf([ONE, TWO, THREE], ONE);
    expect(source).toMatchObject({ revisions: [{ id: commitId('a') }] });
  });

  it('takes author and pull request from the event, for the commit that the event is about', async () => {
    const ref = { kind: 'pull request' as const, name: '612' };
    const push = pushOf('a', 'Change a', ref);
    expect((await findExecutionOf([ONE], ONE, { push })).source).toMatchObject({ revisions: [{ author: 'Ada', ref }] });
    expect((await findExecutionOf([ONE], ONE, { push: pushOf('b', 'Change b', ref) })).source).toMatchObject({
      revisions: [{ author: undefined }],
    });
  });

  it.each([
    ['CodeDeploy alone', [{ ...ONE, provider: 'CodeDeploy' as const }], 'codedeploy'],
    ['another one', [ONE], 'others'],
  ])('returns that %s deployed', async (_name, runs, deployers) => {
    expect(await findExecutionOf(runs, ONE)).toMatchObject({ deployers });
  });

  it('returns that the execution deployed nothing', async () => {
    const actions = Object(pipelineOf('p', [ONE]).actions).slice(1);
    expect(await findExecutionOf([ONE], ONE, {}, { actions })).toMatchObject({
      deployers: 'none',
      targets: { kind: 'known', targets: [] },
      change: undefined,
    });
  });

  it('returns who deploys by the pipeline’s definition where the actions are denied', async () => {
    expect(await findExecutionOf([ONE], ONE, {}, { actions: DENIED })).toMatchObject({
      deployers: 'codedeploy',
      source: { certainty: 'exact', revisions: [{ id: commitId('a') }] },
    });
  });

  it('returns what is unknown, with the reasons, where every read is denied', async () => {
    const denied = { state: DENIED, actions: DENIED, executions: DENIED, summaries: DENIED, definition: DENIED };
    const reason = 'the history of pipeline p may not be read: codepipeline:ListActionExecutions was denied';
    expect(await findExecutionOf([ONE], ONE, { status: 'failed', startedAt: at(0) }, denied)).toMatchObject({
      startedAt: at(0),
      deployers: 'unknown',
      isDeploymentFailure: false,
      targets: { kind: 'unknown', reason },
      source: { kind: 'unknown', reason: expect.stringContaining('codepipeline:GetPipelineExecution') },
      change: undefined,
      failure: { kind: 'unknown', reason },
    });
  });

  it('returns the commit that the event says where every read is denied', async () => {
    const denied = { state: DENIED, actions: DENIED, executions: DENIED, summaries: DENIED, definition: DENIED };
    const push = pushOf('a', 'Change a\n\nIn detail.', { kind: 'branch', name: 'main' });
    expect((await findExecutionOf([ONE], ONE, { push }, denied)).source).toMatchObject({
      certainty: 'exact',
      revisions: [
        { title: 'Change a', author: 'Ada', commitUrl: `https://github.com/acme/shop/commit/${commitId('a')}` },
      ],
    });
  });

  it('returns why somebody stopped the execution', async () => {
    const summaries = [{ pipelineExecutionId: executionOf(ONE), stopTrigger: { reason: 'wrong branch' } }];
    expect(await findExecutionOf([ONE], ONE, { status: 'stopped' }, { summaries })).toMatchObject({
      stopReason: 'wrong branch',
    });
  });
});

describe('findExecution, where the actions are behind the event,', () => {
  it('reads them once more', async () => {
    const failed: Run = { ...ONE, provider: 'CodeDeploy', deployment: 'd-1', status: 'Failed' };
    const running = (pipelineOf('p', [failed]).actions as readonly ActionExecutionDetail[]).map((action) => ({
      ...action,
      status: 'InProgress' as const,
    }));
    const pipelines = { p: pipelineOf('p', [failed], { actions: running }) };
    const meanwhile = () => {
      pipelines.p = pipelineOf('p', [failed]);
    };
    const { search, pauses } = searchInWorld({ pipelines, meanwhile });
    const event = executionEvent({ executionId: executionOf(failed), status: 'failed' });
    expect(await findExecution(event, await readExecution(event, search), search)).toMatchObject({
      isDeploymentFailure: true,
    });
    expect(pauses).toEqual([2_000]);
  });

  it('leaves out those of a retry after the event', async () => {
    const failed: Run = { ...ONE, provider: 'CodeDeploy', deployment: 'd-1', status: 'Failed' };
    const [deploy, source] = pipelineOf('p', [failed]).actions as readonly ActionExecutionDetail[];
    for (const status of ['InProgress', 'Succeeded'] as const) {
      const again = { ...deploy, actionExecutionId: 'again', startTime: at(5), status } as ActionExecutionDetail;
      const actions = [again, deploy, source] as readonly ActionExecutionDetail[];
      const found = await findExecutionOf([failed], failed, { status: 'failed', at: at(0, 51) }, { actions });
      expect(found).toMatchObject({ isDeploymentFailure: true, failure: { action: 'Deploy' }, pauses: [] });
    }
  });

  it('does not take an empty list for an execution that deployed nothing', async () => {
    expect(await findExecutionOf([ONE], ONE, {}, { actions: [] })).toMatchObject({
      deployers: 'codedeploy',
      pauses: [2_000],
    });
  });
});

describe('findExecution, of who started the execution and how,', () => {
  const executionWith = (change: object) => ({ executions: { [executionOf(ONE)]: change } });

  it('returns who started it and the variables that are not the default ones', async () => {
    const variables = ['LEVEL', 'REGION', 'EMPTY'].map((name) => ({
      name,
      resolvedValue: name === 'EMPTY' ? '' : 'eu',
    }));
    const trigger = { triggerType: 'StartPipelineExecution', triggerDetail: 'arn:aws:iam::1:user/ada' };
    const { definition } = pipelineOf('p', [ONE]);
    const declared = { ...Object(definition), variables: [{ name: 'REGION', defaultValue: 'eu' }] };
    const change = { ...executionWith({ trigger, variables }), definition: declared };
    expect(await findExecutionOf([ONE], ONE, {}, change)).toMatchObject({
      startedBy: 'ada',
      variables: [['LEVEL', 'eu']],
    });
    expect(await findExecutionOf([ONE], ONE, {}, { ...change, definition: DENIED })).toMatchObject({
      variables: [
        ['LEVEL', 'eu'],
        ['REGION', 'eu'],
      ],
    });
  });

  it('returns who started it by the event where the execution may not be read', async () => {
    const trigger = { triggerType: 'StartPipelineExecution', triggerDetail: 'arn:aws:iam::1:user/ada' };
    expect(await findExecutionOf([ONE], ONE, { trigger }, { executions: DENIED })).toMatchObject({ startedBy: 'ada' });
  });

  it('returns no source, and not an unknown one, until a source action has ended', async () => {
    const [, source] = pipelineOf('p', [ONE]).actions as readonly ActionExecutionDetail[];
    const running = { ...source, status: 'InProgress' as const, output: {} } as ActionExecutionDetail;
    const bare = { state: {}, ...executionWith({}) };
    for (const [status, actions] of [
      ['started', []],
      ['started', [running]],
      ['stopped', [running]],
      ['failed', [{ ...running, status: 'Failed' as const }]],
    ] as const) {
      expect((await findExecutionOf([ONE], ONE, { status }, { ...bare, actions })).source).toBeUndefined();
    }
    const denied = { ...bare, actions: DENIED, executions: DENIED };
    expect((await findExecutionOf([ONE], ONE, { status: 'started' }, denied)).source).toBeUndefined();
    expect((await findExecutionOf([ONE], ONE, { status: 'failed' }, denied)).source).toMatchObject({
      kind: 'unknown',
    });
  });
});
