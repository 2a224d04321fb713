import type { Search } from '../context.ts';
import type { DeploymentEvent } from '../deployment/event.ts';
import { type DeploymentFindings, findDeployment, readDeployment } from '../deployment/find-deployment.ts';
import type { ExecutionEvent } from '../execution/event.ts';
import { findDecidingFacts, findExecution } from '../execution/find-execution.ts';
import { readExecution } from '../execution/read-execution.ts';
import type { PipelineFixture } from './codepipeline.ts';
import { commitId, deploymentsOf, executionOf, pipelineOf, type Run } from './scenario.ts';
import { deploymentEvent, executionEvent, searchInWorld, type World } from './search.ts';

export const ONE: Run = { commit: 'a', minute: 0, deployment: 'd-1' };
export const TWO: Run = { commit: 'b', minute: 100, deployment: 'd-2' };
export const THREE: Run = { commit: 'c', minute: 200, deployment: 'd-3' };

/** Returns a world with the pipeline `p` of these runs, and the deployments that they made. */
export function worldOfRuns(runs: readonly Run[], change: World = {}): World {
  return { pipelines: { p: pipelineOf('p', runs) }, deployments: deploymentsOf('p', runs), ...change };
}

/** Reads a deployment and finds out about it. */
export async function findDeploymentBy(
  event: DeploymentEvent,
  setting: { readonly pipeline?: string },
  search: Search,
): Promise<DeploymentFindings> {
  return findDeployment(await readDeployment(event, setting, search), search);
}

/** Finds out about a deployment in this world, and returns the findings with the reads and the pauses. */
export async function findDeploymentIn(
  world: World,
  event: Partial<DeploymentEvent> = {},
  setting: { readonly pipeline?: string } = { pipeline: 'p' },
) {
  const inWorld = searchInWorld(world);
  const findings = await findDeploymentBy(deploymentEvent(event), setting, inWorld.search);
  return { ...findings, ...inWorld };
}

/** Finds out about one of the runs of the pipeline `p`, and returns the findings with the reads and the pauses. */
export async function findExecutionOf(
  runs: readonly Run[],
  run: Run,
  event: Partial<ExecutionEvent> = {},
  change: Partial<PipelineFixture> = {},
) {
  const inWorld = searchInWorld({ pipelines: { p: pipelineOf('p', runs, change) } });
  const reported = executionEvent({ executionId: executionOf(run), ...event });
  return { ...(await findExecutionBy(reported, inWorld.search)), ...inWorld };
}

/** Reads an execution and finds out about it, what decides whether it is reported included. */
export async function findExecutionBy(event: ExecutionEvent, search: Search) {
  const read = await readExecution(event, search);
  const deciding = await findDecidingFacts(event, read, search);
  return { ...deciding, ...(await findExecution(event, read, deciding)) };
}

/** Returns the part of a source that says that it is exactly this commit. */
export function exactly(commit: string) {
  return { certainty: 'exact', doubt: undefined, revisions: [{ id: commitId(commit) }] };
}

/** Returns the address of the page that compares two commits. */
export function compare(from: string, to: string) {
  return `https://github.com/acme/shop/compare/${commitId(from)}...${commitId(to)}`;
}
