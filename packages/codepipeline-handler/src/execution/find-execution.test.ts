import type { ActionExecutionDetail, PipelineExecution } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import type { PipelineFixture } from '../testing/codepipeline.ts';
import { at, commitId, executionOf, pipelineOf, type Run } from '../testing/scenario.ts';
import { executionEvent, searchInWorld } from '../testing/search.ts';
import type { ExecutionEvent } from './event.ts';
import { findExecution } from './find-execution.ts';

const ONE: Run = { commit: 'a', minute: 0, provider: 'ECS' };
const TWO: Run = { commit: 'b', minute: 100, provider: 'ECS' };
const THREE: Run = { commit: 'c', minute: 200, provider: 'ECS' };
const DENIED = { error: 'AccessDeniedException' };

async function find(
  runs: readonly Run[],
  of: Run,
  event: Partial<ExecutionEvent> = {},
  change: Partial<PipelineFixture> = {},
) {
  const inWorld = searchInWorld({ pipelines: { p: pipelineOf('p', runs, change) } });
  const reported = executionEvent({ executionId: executionOf(of), ...event });
  return { ...(await findExecution(reported, inWorld.search)), ...inWorld };
}

function compare(from: string, to: string) {
  return `https://github.com/acme/shop/compare/${commitId(from)}...${commitId(to)}`;
}

describe('findExecution', () => {
  it('returns the commit, the target and the start', async () => {
    expect(await find([ONE], ONE)).toMatchObject({
      startedAt: at(0),
      deployers: 'others',
      targets: { kind: 'known', targets: [{ provider: 'ECS', name: 'main / shop' }] },
      source: { certainty: 'exact', executionId: executionOf(ONE), revisions: [{ id: commitId('a') }] },
      change: { kind: 'first' },
      failure: undefined,
      rollback: undefined,
    });
  });

  it('returns the execution’s commit while newer ones are on their way', async () => {
    const { source } = await find([ONE, TWO, THREE], ONE);
    expect(source).toMatchObject({ revisions: [{ id: commitId('a') }] });
  });

  it('takes author and pull request from the event, for the commit that the event is about', async () => {
    const ref = { kind: 'pull request' as const, name: '612' };
    const push = {
      commitId: commitId('a'),
      author: 'Ada',
      ref,
      message: 'Change a',
      repository: 'acme/shop',
      provider: 'GitHub',
    };
    expect((await find([ONE], ONE, { push })).source).toMatchObject({ revisions: [{ author: 'Ada', ref }] });
    const other = { ...push, commitId: commitId('b') };
    expect((await find([ONE], ONE, { push: other })).source).toMatchObject({ revisions: [{ author: undefined }] });
  });

  it.each([
    ['CodeDeploy alone', [{ ...ONE, provider: 'CodeDeploy' as const }], 'codedeploy'],
    ['another one', [ONE], 'others'],
  ])('returns that %s deployed', async (_name, runs, deployers) => {
    expect(await find(runs, ONE)).toMatchObject({ deployers });
  });

  it('returns that the execution deployed nothing', async () => {
    const actions = Object(pipelineOf('p', [ONE]).actions).slice(1);
    expect(await find([ONE], ONE, {}, { actions })).toMatchObject({
      deployers: 'none',
      targets: { kind: 'known', targets: [] },
      change: undefined,
    });
  });

  it('returns who deploys by the pipeline’s definition where the actions are denied', async () => {
    expect(await find([ONE], ONE, {}, { actions: DENIED })).toMatchObject({
      deployers: 'codedeploy',
      source: { certainty: 'exact', revisions: [{ id: commitId('a') }] },
    });
  });

  it('returns what is unknown, with the reasons, where every read is denied', async () => {
    const denied = { state: DENIED, actions: DENIED, executions: DENIED, summaries: DENIED, definition: DENIED };
    const reason = 'the history of pipeline p may not be read: codepipeline:ListActionExecutions was denied';
    expect(await find([ONE], ONE, { status: 'failed', startedAt: at(0) }, denied)).toMatchObject({
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
    const push = {
      commitId: commitId('a'),
      author: 'Ada',
      ref: { kind: 'branch' as const, name: 'main' },
      message: 'Change a\n\nIn detail.',
      repository: 'acme/shop',
      provider: 'GitHub',
    };
    expect((await find([ONE], ONE, { push }, denied)).source).toMatchObject({
      certainty: 'exact',
      revisions: [
        { title: 'Change a', author: 'Ada', commitUrl: `https://github.com/acme/shop/commit/${commitId('a')}` },
      ],
    });
  });

  it('returns why somebody stopped the execution', async () => {
    const summaries = [{ pipelineExecutionId: executionOf(ONE), stopTrigger: { reason: 'wrong branch' } }];
    expect(await find([ONE], ONE, { status: 'stopped' }, { summaries })).toMatchObject({ summary: 'wrong branch' });
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
    expect(await findExecution(event, search)).toMatchObject({ isDeploymentFailure: true });
    expect(pauses).toEqual([2_000]);
  });

  it('leaves out those of a retry after the event', async () => {
    const failed: Run = { ...ONE, provider: 'CodeDeploy', deployment: 'd-1', status: 'Failed' };
    const [deploy, source] = pipelineOf('p', [failed]).actions as readonly ActionExecutionDetail[];
    for (const status of ['InProgress', 'Succeeded'] as const) {
      const again = { ...deploy, actionExecutionId: 'again', startTime: at(5), status } as ActionExecutionDetail;
      const actions = [again, deploy, source] as readonly ActionExecutionDetail[];
      const found = await find([failed], failed, { status: 'failed', at: at(0, 51) }, { actions });
      expect(found).toMatchObject({ isDeploymentFailure: true, failure: { action: 'Deploy' }, pauses: [] });
    }
  });

  it('does not take an empty list for an execution that deployed nothing', async () => {
    expect(await find([ONE], ONE, {}, { actions: [] })).toMatchObject({ deployers: 'codedeploy', pauses: [2_000] });
  });
});

describe('the change of an execution', () => {
  it('is against the last execution whose deploy action succeeded', async () => {
    const { change } = await find([ONE, { ...TWO, status: 'Failed' }, THREE], THREE);
    expect(change).toEqual({
      kind: 'forward',
      previous: { id: commitId('a'), title: 'Change a', deployedAt: at(0, 50) },
      compareUrl: compare('a', 'c'),
    });
  });

  it('is a step back where an older commit goes out', async () => {
    const back: Run = { commit: 'a', minute: 300, provider: 'ECS' };
    expect((await find([ONE, TWO, back], back)).change).toMatchObject({ kind: 'back', compareUrl: compare('a', 'b') });
  });

  it('is none where the same commit is released again', async () => {
    const again: Run = { ...ONE, minute: 300 };
    expect((await find([ONE, again], again)).change).toMatchObject({ kind: 'same' });
  });

  it('is unknown, and not the first one, where the history goes back further than is read', async () => {
    const failed = Array.from({ length: 30 }, (_, index): Run => ({ ...TWO, minute: 101 + index, status: 'Failed' }));
    const { change } = await find([ONE, ...failed, THREE], THREE);
    expect(change).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('no earlier success') });
  });
});

describe('the rollback of a stage', () => {
  const failed: Run = { ...TWO, status: 'Failed' };
  const back: Run = { commit: 'a', minute: 102, execution: 'e-back', provider: 'ECS' };
  const rollingBack = (change: Partial<PipelineExecution>): Partial<PipelineFixture> => {
    const fixture = pipelineOf('p', [ONE, failed, back]);
    return {
      actions: (fixture.actions as readonly ActionExecutionDetail[]).filter(
        ({ pipelineExecutionId, actionName }) => pipelineExecutionId !== 'e-back' || actionName === 'Deploy',
      ),
      executions: {
        ...fixture.executions,
        'e-back': {
          ...Object(fixture.executions)['e-back'],
          executionType: 'ROLLBACK',
          rollbackMetadata: { rollbackTargetPipelineExecutionId: executionOf(ONE) },
          ...change,
        },
      },
    };
  };

  it('has what it rolls back, what it brings back, and the execution that caused it', async () => {
    const trigger = {
      triggerType: 'AutomatedRollback' as const,
      triggerDetail: JSON.stringify({ FailedPipelineExecutionId: executionOf(failed) }),
    };
    expect(await find([ONE, failed, back], back, {}, rollingBack({ trigger }))).toMatchObject({
      source: { certainty: 'exact', executionId: 'e-back', revisions: [{ id: commitId('a') }] },
      rollback: {
        isAutomatic: true,
        failedExecutionId: executionOf(failed),
        targetExecutionId: executionOf(ONE),
        from: { id: commitId('b'), title: 'Change b' },
      },
      change: { kind: 'back', compareUrl: compare('a', 'b') },
    });
  });

  it('by a person rolls back what was live', async () => {
    const live: Run = { ...TWO, minute: 101 };
    const change = rollingBack({
      trigger: { triggerType: 'ManualRollback', triggerDetail: 'arn:aws:iam::1:user/ada' },
    });
    const { actions = [] } = pipelineOf('p', [live]);
    const all = [...Object(change.actions).slice(0, 1), ...Object(actions), ...Object(change.actions).slice(1)];
    expect(await find([ONE, failed, live, back], back, {}, { ...change, actions: all })).toMatchObject({
      rollback: { isAutomatic: false, failedExecutionId: undefined, from: { id: commitId('b') } },
      change: { kind: 'back' },
    });
  });
});
