import type { Change, DeployedSource } from '@shipbell/core';
import { readFailure } from '@shipbell/core/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Search } from '../context.ts';
import { failure } from '../testing/answers.ts';
import type { PipelineFixture } from '../testing/codepipeline.ts';
import { findDeploymentBy } from '../testing/find.ts';
import { commitId, deploymentsOf, executionOf, pipelineOf, type Run } from '../testing/scenario.ts';
import { deploymentEvent, searchInWorld, type World } from '../testing/search.ts';

const COMMITS = ['a', 'b', 'c', 'd', 'e'];

/** Runs of one pipeline, an hour apart; each has come to a deployment or has not yet. */
const runs = fc
  .array(
    fc.record({
      commit: fc.constantFrom(...COMMITS),
      isDeployed: fc.boolean(),
      status: fc.constantFrom<Required<Run>['status'][]>('Succeeded', 'Failed'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) =>
    all.map(
      ({ commit, isDeployed, status }, index): Run => ({
        commit,
        status,
        minute: index * 60,
        ...(isDeployed && { deployment: `d-${index}` }),
      }),
    ),
  );

/**
 * Returns the state of executions that run side by side: source and deploy stage show any of them, and any deployment.
 */
function mixedState(source: Run, stage: Run, deploy: Run): PipelineFixture['state'] {
  const [sourceState, deployState] = [source, deploy].map((run) => {
    const { state } = pipelineOf('p', [run]);
    return 'error' in state ? [] : (state.stageStates ?? []);
  });
  const latestExecution = { pipelineExecutionId: executionOf(stage), status: 'Succeeded' as const };
  return { stageStates: [...(sourceState ?? []).slice(0, 1), { ...deployState?.[1], latestExecution }] };
}

function pick(all: readonly Run[], index: number): Run {
  return all[index % all.length] as Run;
}

function find(world: World, deploymentId: string, reads?: (own: Search['reads']) => Search['reads']) {
  const { search } = searchInWorld(world);
  const own = reads ? { ...search, reads: reads(search.reads) } : search;
  return findDeploymentBy(deploymentEvent({ deploymentId }), { pipeline: 'p' }, own);
}

function exactCommit(source: DeployedSource): string | undefined {
  return source.kind === 'known' && source.certainty === 'exact' ? source.revisions[0].id : undefined;
}

describe('the commit that findDeployment finds', () => {
  it('is that of the execution whose action made the deployment, whatever the state mixes and wherever the pages end', async () => {
    const index = fc.nat({ max: 100 });
    await fc.assert(
      fc.asyncProperty(runs, index, index, index, fc.integer({ min: 3, max: 30 }), async (all, i, j, k, pageSize) => {
        const state = mixedState(pick(all, i), pick(all, j), pick(all, k));
        const world = {
          pipelines: { p: pipelineOf('p', all, { state }) },
          deployments: deploymentsOf('p', all),
          pageSize,
        };
        for (const { deployment, commit } of all) {
          if (deployment === undefined) continue;
          const { source } = await find(world, deployment);
          expect(exactCommit(source)).toBe(commitId(commit));
        }
      }),
    );
  });

  it('is not exact for a deployment that no action shows', async () => {
    await fc.assert(
      fc.asyncProperty(runs, fc.nat({ max: 100 }), async (all, i) => {
        const state = mixedState(pick(all, i), pick(all, i), pick(all, i));
        const { source } = await find({ pipelines: { p: pipelineOf('p', all, { state }) } }, 'd-of-somebody-else');
        expect(exactCommit(source)).toBeUndefined();
      }),
    );
  });

  it('is right or not exact, with a reason, whichever reads fail', async () => {
    const errors = ['AccessDeniedException', 'ThrottlingException', 'AbortError', 'ForeignAccountError', 'Error'];
    const failing = fc.array(fc.option(fc.constantFrom(...errors), { freq: 2 }), { minLength: 40, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(runs, failing, async (all, outcomes) => {
        let calls = 0;
        const unreliable = <Reads extends object>(reads: Reads): Reads =>
          Object.fromEntries(
            Object.entries(reads).map(([name, read]) => [
              name,
              async (...parameters: unknown[]) => {
                const error = outcomes[calls++ % outcomes.length];
                if (!error) return read(...parameters);
                return { value: undefined, failure: readFailure(failure(error), { action: 'a:Read', resource: 'it' }) };
              },
            ]),
          ) as Reads;
        const world = { pipelines: { p: pipelineOf('p', all) }, deployments: deploymentsOf('p', all) };
        for (const run of all) {
          const { deployment, commit } = run;
          if (deployment === undefined) continue;
          const { source, change } = await find(world, deployment, ({ codepipeline, codedeploy }) => ({
            codepipeline: unreliable(codepipeline),
            codedeploy: unreliable(codedeploy),
          }));
          expect([undefined, commitId(commit)]).toContain(exactCommit(source));
          if (source.kind === 'unknown') expect(source.reason).not.toBe('');
          if (source.kind === 'known' && source.certainty === 'latest') expect(source.doubt).not.toBe('');
          if (change?.kind === 'first') expect(liveBefore(all, run)).toBeUndefined();
        }
      }),
    );
  });
});

function liveBefore(all: readonly Run[], run: Run): Run | undefined {
  return all
    .slice(0, all.indexOf(run))
    .filter(({ deployment, status }) => deployment !== undefined && status === 'Succeeded')
    .at(-1);
}

/** Returns what the change is by the scenario itself. */
function changeBy(all: readonly Run[], run: Run): Pick<Change, 'kind'> & { readonly from?: string } {
  const before = liveBefore(all, run);
  if (before === undefined) return { kind: 'first' };
  if (before.commit === run.commit) return { kind: 'same', from: before.commit };
  const first = (commit: string) => all.findIndex((each) => each.commit === commit);
  return { kind: first(run.commit) < first(before.commit) ? 'back' : 'forward', from: before.commit };
}

describe('the change that findDeployment finds', () => {
  it('compares with what was live before, in whatever order CodeDeploy lists the deployments', async () => {
    const inAnyOrder = runs.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(deploymentsOf('p', all), { minLength: deploymentsOf('p', all).length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(inAnyOrder, async ([all, deployments]) => {
        const world = { pipelines: { p: pipelineOf('p', all) }, deployments, pageSize: 100 };
        for (const run of all) {
          if (run.deployment === undefined) continue;
          const { change } = await find(world, run.deployment);
          const { kind, from } = changeBy(all, run);
          expect(change?.kind).toBe(kind);
          if (change && 'previous' in change) expect(change.previous.id).toBe(commitId(from ?? ''));
          if (change && 'compareUrl' in change) {
            const [older, newer] = kind === 'back' ? [run.commit, from] : [from, run.commit];
            expect(change.compareUrl).toBe(
              `https://github.com/acme/shop/compare/${commitId(older ?? '')}...${commitId(newer ?? '')}`,
            );
          }
        }
      }),
    );
  });
});
