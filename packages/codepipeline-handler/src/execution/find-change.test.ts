import type { ActionExecutionDetail, PipelineExecution } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import type { PipelineFixture } from '../testing/codepipeline.ts';
import { compare, findExecutionOf } from '../testing/find.ts';
import { at, commitId, executionOf, pipelineOf, type Run } from '../testing/scenario.ts';

const ONE: Run = { commit: 'a', minute: 0, provider: 'ECS' };
const TWO: Run = { commit: 'b', minute: 100, provider: 'ECS' };
const THREE: Run = { commit: 'c', minute: 200, provider: 'ECS' };

describe('the change that findExecution finds', () => {
  it('compares with the last execution whose deploy action succeeded', async () => {
    const { change } = await findExecutionOf([ONE, { ...TWO, status: 'Failed' }, THREE], THREE);
    expect(change?.change).toEqual({
      kind: 'forward',
      previous: { id: commitId('a'), title: 'Change a', deployedAt: at(0, 50) },
      compareUrl: compare('a', 'c'),
    });
  });

  it('is a step back where an older commit is deployed', async () => {
    const back: Run = { commit: 'a', minute: 300, provider: 'ECS' };
    expect((await findExecutionOf([ONE, TWO, back], back)).change).toMatchObject({
      change: { kind: 'back', compareUrl: compare('a', 'b') },
    });
  });

  it('goes by what was live at the target, since the first of the successes that brought it in a row', async () => {
    const again: Run = { ...ONE, minute: 20 };
    const once: Run = { ...ONE, minute: 40 };
    const found = await findExecutionOf([ONE, again, once, TWO], TWO);
    expect(found.change?.change).toMatchObject({ previous: { id: commitId('a'), deployedAt: at(0, 50) } });
  });

  it('says of a target to which an earlier attempt brought the commit that it is the same', async () => {
    const [deploy, ...others] = pipelineOf('p', [TWO, ONE]).actions as readonly ActionExecutionDetail[];
    const failed = {
      ...deploy,
      status: 'Failed',
      startTime: at(110),
      lastUpdateTime: at(111),
    } as ActionExecutionDetail;
    const actions = [failed, { ...deploy, actionExecutionId: 'first' } as ActionExecutionDetail, ...others];
    expect((await findExecutionOf([ONE, TWO], TWO, { status: 'failed' }, { actions })).change).toMatchObject({
      change: { kind: 'same', previous: { deployedAt: at(100, 50) } },
      target: { outcome: 'failed' },
    });
  });

  it('says that the commit is the same where the same one is released again', async () => {
    const again: Run = { ...ONE, minute: 300 };
    expect((await findExecutionOf([ONE, again], again)).change).toMatchObject({ change: { kind: 'same' } });
  });

  it('is unknown, and not the first one, where the history goes back further than is read', async () => {
    const failed = Array.from({ length: 30 }, (_, index): Run => ({ ...TWO, minute: 101 + index, status: 'Failed' }));
    const { change } = await findExecutionOf([ONE, ...failed, THREE], THREE);
    expect(change?.change).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('no earlier success'),
    });
  });
});

describe('findExecution, for the rollback of a stage,', () => {
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

  it('returns what it rolls back, what it brings back, and the execution that caused it', async () => {
    const trigger = {
      triggerType: 'AutomatedRollback' as const,
      triggerDetail: JSON.stringify({ FailedPipelineExecutionId: executionOf(failed) }),
    };
    expect(await findExecutionOf([ONE, failed, back], back, {}, rollingBack({ trigger }))).toMatchObject({
      source: { certainty: 'exact', executionId: 'e-back', revisions: [{ id: commitId('a') }] },
      rollback: {
        isAutomatic: true,
        failedExecutionId: executionOf(failed),
        targetExecutionId: executionOf(ONE),
        from: { id: commitId('b'), title: 'Change b' },
      },
      change: { change: { kind: 'back', compareUrl: compare('a', 'b') } },
    });
  });

  it('returns what was live as rolled back where a person began it', async () => {
    const live: Run = { ...TWO, minute: 101 };
    const change = rollingBack({
      trigger: { triggerType: 'ManualRollback', triggerDetail: 'arn:aws:iam::1:user/ada' },
    });
    const { actions = [] } = pipelineOf('p', [live]);
    const all = [...Object(change.actions).slice(0, 1), ...Object(actions), ...Object(change.actions).slice(1)];
    expect(await findExecutionOf([ONE, failed, live, back], back, {}, { ...change, actions: all })).toMatchObject({
      rollback: { isAutomatic: false, startedBy: 'ada', failedExecutionId: undefined, from: { id: commitId('b') } },
      change: { change: { kind: 'back' } },
    });
  });
});
