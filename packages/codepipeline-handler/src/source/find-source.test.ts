import type { ActionExecutionDetail, GetPipelineStateOutput } from '@aws-sdk/client-codepipeline';
import { describe, expect, it } from 'vitest';
import type { CodePipeline } from '../aws/codepipeline.ts';
import { findSource } from './find-source.ts';

const CREATED = new Date('2024-11-01T06:14:33Z');
const deployment = { deploymentId: 'd-1', rollback: undefined, startedAt: CREATED as Date | undefined };

/** Source on one execution, Deploy on another, with the deployment that the deploy action made last. */
const state = (
  source: string,
  deploy: string,
  externalExecutionId: string | undefined,
  status: 'InProgress' | 'Failed' = 'InProgress',
): GetPipelineStateOutput => ({
  stageStates: [
    {
      stageName: 'Source',
      latestExecution: { pipelineExecutionId: source, status: 'Succeeded' },
      actionStates: [
        { actionName: 'Source', currentRevision: { revisionId: source, revisionChangeId: '', created: CREATED } },
      ],
    },
    {
      stageName: 'Deploy',
      latestExecution: { pipelineExecutionId: deploy, status },
      actionStates: [{ actionName: 'Deploy', latestExecution: { status, externalExecutionId } }],
    },
  ],
});

const made = (execution: string, externalExecutionId: string, startTime = CREATED): ActionExecutionDetail => ({
  pipelineExecutionId: execution,
  startTime,
  output: { executionResult: { externalExecutionId } },
});

const failure = (name: string): Error => Object.assign(new Error('from CodePipeline'), { name });

interface Answers {
  /** The first state is read first; the last one stays. */
  readonly states: GetPipelineStateOutput[];
  readonly pages?: ActionExecutionDetail[][];
  /** What reading a page after the last of them, or an execution, throws. */
  readonly failures?: { readonly actions?: string; readonly execution?: string };
}

/** A pipeline whose executions are each made of the revision of their own name, and all that was asked of it. */
const setUp = ({ states, pages = [], failures = {} }: Answers, now = CREATED.getTime() + 1_000) => {
  const asked: string[] = [];
  const codepipeline: CodePipeline = {
    readState: async () => {
      asked.push('state');
      return (states.length > 1 ? states.shift() : states[0]) ?? {};
    },
    async *readActions() {
      for (const page of pages) {
        asked.push('actions');
        yield page;
      }
      if (failures.actions) throw failure(failures.actions);
    },
    readExecution: async (_pipeline, id) => {
      asked.push(`execution ${id}`);
      if (failures.execution) throw failure(failures.execution);
      return { artifactRevisions: [{ name: 'SourceArtifact', revisionId: id }] };
    },
  };
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => void pauses.push(milliseconds);
  const find = (change: Partial<typeof deployment> = {}, signal = new AbortController().signal) =>
    findSource({ ...deployment, ...change }, 'p', { codepipeline, pause, now: () => now }, signal);
  return { find, asked, pauses };
};

describe('findSource', () => {
  it('asks once where the state ties the deployment to its revision', async () => {
    const { find, asked } = setUp({ states: [state('one', 'one', 'd-1')] });
    expect(await find()).toMatchObject({ certainty: 'exact', revisions: [{ id: 'one' }] });
    expect(asked).toEqual(['state']);
  });

  it('names the commit of the execution that made the deployment, not the newer one in Source', async () => {
    const { find } = setUp({ states: [state('two', 'one', 'd-1')], pages: [[made('two', 'b-9'), made('one', 'd-1')]] });
    expect(await find()).toMatchObject({ certainty: 'exact', doubt: undefined, revisions: [{ id: 'one' }] });
  });

  it('finds it also when the next deployment has begun, and on a later page', async () => {
    const { find } = setUp({
      states: [state('two', 'two', 'd-2')],
      pages: [[made('two', 'd-2')], [made('one', 'd-1')]],
    });
    expect(await find()).toMatchObject({ certainty: 'exact', revisions: [{ id: 'one' }] });
  });

  it('reads no page of what ran before the deployment', async () => {
    const before = new Date(CREATED.getTime() - 3_600_000);
    const pages = [[made('one', 'd-0', before)], [made('none', 'd-1', before)]];
    const { find, asked } = setUp({ states: [state('two', 'two', 'd-2')], pages }, CREATED.getTime() + 3_600_000);
    expect(await find()).toMatchObject({
      certainty: 'latest',
      doubt: 'no recent action of pipeline p shows this deployment',
    });
    expect(asked).toEqual(['state', 'actions']);
  });

  it('looks again after a pause while a young deployment is not to be seen yet', async () => {
    const { find, pauses } = setUp({ states: [state('one', 'zero', 'd-0'), state('one', 'one', 'd-1')] });
    expect(await find()).toMatchObject({ certainty: 'exact', revisions: [{ id: 'one' }] });
    expect(pauses).toEqual([2_000]);
  });

  it('gives up after a few looks and says that the commit may be another one', async () => {
    const { find, pauses } = setUp({ states: [state('one', 'zero', 'd-0')] });
    expect(await find()).toMatchObject({ certainty: 'latest', revisions: [{ id: 'one' }] });
    expect(pauses).toEqual([2_000, 4_000]);
  });

  it('does not wait for a deployment of long ago', async () => {
    const { find, pauses } = setUp({ states: [state('one', 'zero', 'd-0')] }, CREATED.getTime() + 3_600_000);
    expect(await find()).toMatchObject({ certainty: 'latest' });
    expect(pauses).toEqual([]);
  });

  it('asks for no execution whose revisions the state shows', async () => {
    const { find, asked } = setUp({ states: [state('one', 'zero', 'd-0')], pages: [[made('one', 'd-1')]] });
    expect(await find()).toMatchObject({ certainty: 'exact', revisions: [{ id: 'one' }] });
    expect(asked).toEqual(['state', 'actions']);
  });

  it('is not misled by a stage that failed when the next execution was refused there', async () => {
    const { find } = setUp({ states: [state('two', 'two', 'd-1', 'Failed')], pages: [[made('one', 'd-1')]] });
    expect(await find()).toMatchObject({ certainty: 'exact', revisions: [{ id: 'one' }] });
  });

  it('names no commit of another execution when that of the deployment may not be read', async () => {
    const { find } = setUp({
      states: [state('two', 'two', 'd-2')],
      pages: [[made('one', 'd-1')]],
      failures: { execution: 'AccessDeniedException' },
    });
    expect(await find()).toMatchObject({
      kind: 'unknown',
      reason: 'execution one of pipeline p may not be read: codepipeline:GetPipelineExecution was denied',
    });
  });

  it('does not stop at a page for one old action on it', async () => {
    const before = new Date(CREATED.getTime() - 86_400_000);
    const pages = [[made('two', 'd-2'), made('zero', 'approval', before)], [made('one', 'd-1')]];
    const { find } = setUp({ states: [state('two', 'two', 'd-2')], pages });
    expect(await find()).toMatchObject({ certainty: 'exact', revisions: [{ id: 'one' }] });
  });

  it('does not read a whole year where the event does not tell when the deployment began', async () => {
    const pages = Array.from({ length: 200 }, () => [made('two', 'd-2')]);
    const { find, asked } = setUp({ states: [state('two', 'two', 'd-2')], pages });
    expect(await find({ startedAt: undefined })).toMatchObject({ certainty: 'latest' });
    expect(asked).toHaveLength(1 + 10);
  });

  it('says maybe when the time is over before the history is read', async () => {
    const { find, pauses } = setUp({ states: [state('one', 'zero', 'd-0')], failures: { actions: 'AbortError' } });
    expect(await find()).toMatchObject({
      certainty: 'latest',
      doubt: 'the history of pipeline p did not answer in time',
    });
    expect(pauses).toEqual([]);
  });

  it('looks no second time when the time is over', async () => {
    const { find, asked } = setUp({ states: [state('one', 'zero', 'd-0')] });
    expect(await find({}, AbortSignal.abort())).toMatchObject({ certainty: 'latest' });
    expect(asked).toEqual(['state']);
  });
});
