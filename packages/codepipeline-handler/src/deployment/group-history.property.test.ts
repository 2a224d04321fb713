import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { DeploymentStatus } from '@shipbell/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findDeploymentBy } from '../testing/find.ts';
import { at, commitId, deploymentOf, pipelineOf, type Run } from '../testing/scenario.ts';
import { deploymentEvent, searchInWorld } from '../testing/search.ts';

interface Happening {
  readonly kind: string;
  readonly commit: string;
  /** Which of the earlier bundles is deployed again. */
  readonly bundle: number;
}

/** What can happen to a group, one thing after the other. */
const happenings = fc.array(
  fc.record<Happening>({
    kind: fc.constantFrom(
      'succeeds',
      'fails',
      'fails and is rolled back',
      'fails in part',
      'fails in part and is rolled back',
      'succeeds when retried',
      'goes out again',
      'goes out to a new instance',
    ),
    commit: fc.constantFrom('a', 'b', 'c', 'd'),
    bundle: fc.nat({ max: 50 }),
  }),
  { minLength: 1, maxLength: 9 },
);

interface Bundle {
  readonly commit: string;
  readonly key: string;
}

/** A deployment as the scenario has it. */
interface Expected {
  readonly id: string;
  readonly status: DeploymentStatus;
  readonly commit: string;
  /** The commit that was live before, or that a rollback rolls back. */
  readonly before: string | undefined;
  /** Since when that one was live. */
  readonly since: Date | undefined;
  readonly isRollback: boolean;
}

function play(all: readonly Happening[]) {
  const runs: Run[] = [];
  const actions: ActionExecutionDetail[] = [];
  const deployments: DeploymentInfo[] = [];
  const bundles: Bundle[] = [];
  const expected: Expected[] = [];
  let live: Bundle | undefined;
  let since: Date | undefined;
  /** Whether some target has got another revision since. */
  let isMixed = false;

  const deploy = (
    id: string,
    minute: number,
    bundle: Bundle,
    isGood: boolean,
    change: Partial<DeploymentInfo> = {},
  ) => {
    deployments.push(deploymentOf(id, minute, isGood ? 'Succeeded' : 'Failed', { key: bundle.key, ...change }));
    const failed = change.rollbackInfo && expected.at(-1);
    const { commit } = bundle;
    const status = isGood ? 'succeeded' : 'failed';
    expected.push({
      id,
      status,
      commit,
      before: failed ? failed.commit : live?.commit,
      since: failed ? undefined : since,
      isRollback: failed !== undefined,
    });
    if (isGood && (live?.commit !== commit || isMixed)) since = at(minute, 50);
    isMixed = isGood ? false : isMixed || change.deploymentOverview !== undefined;
    if (isGood) live = bundle;
  };
  const release = (commit: string, minute: number, id: string, isGood: boolean, change?: Partial<DeploymentInfo>) => {
    const bundle = { commit, key: `p/app/${commit}${minute}` };
    const run: Run = { commit, minute, deployment: id, status: isGood ? 'Succeeded' : 'Failed' };
    runs.push(run);
    bundles.push(bundle);
    actions.unshift(...(pipelineOf('p', [run]).actions as readonly ActionExecutionDetail[]));
    deploy(id, minute, bundle, isGood, change);
    return bundle;
  };
  const retry = (id: string, minute: number, bundle: Bundle) => {
    const output = { executionResult: { externalExecutionId: id } };
    actions.unshift({ ...actions[0], actionExecutionId: id, startTime: at(minute, 25), status: 'Succeeded', output });
    deploy(id, minute, bundle, true);
  };

  for (const [index, { kind, commit, bundle }] of all.entries()) {
    const [id, minute, before] = [`d-${index}`, index * 60, live];
    const again = bundles[bundle % (bundles.length || 1)];
    if (kind === 'goes out again') {
      if (again) deploy(id, minute, again, true);
      continue;
    }
    if (kind === 'goes out to a new instance') {
      // Nobody releases anything, so that it is a row of the history and nothing more.
      if (live) deployments.push(deploymentOf(id, minute, 'Succeeded', { key: live.key, creator: 'autoscaling' }));
      continue;
    }
    const part = kind.startsWith('fails in part') ? { deploymentOverview: { Succeeded: 1 } } : {};
    const released = release(commit, minute, id, kind === 'succeeds', part);
    if (kind === 'succeeds when retried') retry(`${id}-again`, minute + 5, released);
    if (kind.endsWith('is rolled back') && before) {
      const rollbackInfo = { rollbackTriggeringDeploymentId: id };
      deploy(`${id}-back`, minute + 5, before, true, { creator: 'codeDeployRollback', rollbackInfo });
    }
  }
  return { expected, deployments, pipelines: { p: pipelineOf('p', runs, { actions }) }, runs };
}

function changeBy({ commit, before, isRollback }: Expected, runs: readonly Run[]): string {
  if (before === undefined) return 'first';
  if (before === commit) return 'same';
  const first = (one: string) => runs.findIndex((run) => run.commit === one);
  return isRollback || first(commit) < first(before) ? 'back' : 'forward';
}

it('findDeployment returns for each deployment what it brought and what it replaced, and since when that was live, or rolled back, through rollbacks, retries and repetitions', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, async (all) => {
      const { expected, runs, ...world } = play(all);
      const { search } = searchInWorld({ ...world, pageSize: 100 });
      for (const deployment of expected) {
        const { id: deploymentId, status, commit, before, since, isRollback } = deployment;
        const event = deploymentEvent({ deploymentId, status });
        const { source, change, rollback } = await findDeploymentBy(event, {}, search);
        expect(source).toMatchObject({ certainty: 'exact', revisions: [{ id: commitId(commit) }] });
        expect(change?.kind).toBe(changeBy(deployment, runs));
        if (before !== undefined)
          expect(change).toMatchObject({ previous: { id: commitId(before), deployedAt: since } });
        expect(rollback?.from?.id).toBe(isRollback ? commitId(before ?? '') : undefined);
      }
    }),
  );
});
