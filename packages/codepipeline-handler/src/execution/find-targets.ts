import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { DeployTarget, DeployTargets, TargetOutcome } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import type { AwsLocation } from '../aws/reads.ts';
import type { Finding } from '../context.ts';
import {
  type Action,
  declaredActions,
  executedAction,
  groupOf,
  isDeploy,
  isSamePlace,
  labelOf,
  type MadeDeployment,
  madeBy,
  placeOf,
  reportsItself,
} from '../pipelines/deploy-actions.ts';
import type { PipelineHistory } from '../pipelines/history.ts';
import { type ExecutionEvent, isEnded } from './event.ts';
import { lastAttempts } from './last-attempts.ts';

/** Who deployed in an execution. */
export interface FoundDeployers {
  /**
   * Who deployed in this execution: nobody, CodeDeploy alone (which reports it itself in this location), or others, be
   * it alone or beside CodeDeploy.
   */
  readonly deployers: 'none' | 'codedeploy' | 'others' | 'unknown';
  /** What CodeDeploy has deployed to which groups. */
  readonly groups: readonly MadeDeployment[];
  /** What the actions came to that were reached, or why that is unknown. */
  readonly deployed: Finding<readonly Deployed[]>;
}

/** What one action of the execution came to. */
interface Deployed {
  readonly action: Action;
  /** What it made, where it is of CodeDeploy's. */
  readonly made: MadeDeployment | undefined;
  readonly outcome: TargetOutcome;
}

/**
 * Finds who deploys in an execution: by its actions, or, where these cannot be read, by its pipeline's definition.
 */
export async function findDeployers(
  actions: Reading<readonly ActionExecutionDetail[]>,
  history: PipelineHistory,
  event: ExecutionEvent,
): Promise<FoundDeployers> {
  // Every execution has an action, so that an empty list is one that is behind.
  if (actions.value && actions.value.length > 0) {
    const deployed = lastAttempts(actions.value).map((action) => deployedBy(action, event));
    return { ...deployersOf(deployed, event), deployed: { value: deployed, reason: undefined } };
  }
  const definition = await history.definition();
  if (definition.failure !== undefined) {
    const { reason } = actions.failure ?? definition.failure;
    return { deployers: 'unknown', groups: [], deployed: { value: undefined, reason } };
  }
  const declared = declaredActions(definition.value).map(
    (action): Deployed => ({ action, made: declaredGroup(action), outcome: 'deployed' }),
  );
  const found = deployersOf(declared, event);
  // Only a success says of every action that it was reached and succeeded.
  const isCertain = event.status === 'succeeded' || found.deployers === 'none';
  const reason = actions.failure?.reason ?? `pipeline ${history.pipeline} shows no action of the execution`;
  return { ...found, deployed: isCertain ? { value: declared, reason: undefined } : { value: undefined, reason } };
}

/** Finds what an execution deployed to, and what was not reached. */
export async function findTargets(
  { deployed }: Pick<FoundDeployers, 'deployed'>,
  { value: actions = [] }: Reading<readonly ActionExecutionDetail[]>,
  history: PipelineHistory,
  event: ExecutionEvent,
  isRollback: boolean,
): Promise<DeployTargets> {
  if (deployed.value === undefined) return { kind: 'unknown', reason: deployed.reason };
  const notReached = isRollback || actions.length === 0 ? [] : await findNotReached(actions, history, event);
  return targetsOf([...deployed.value, ...notReached], event);
}

function deployedBy(action: ActionExecutionDetail, { status }: ExecutionEvent): Deployed {
  return { action: executedAction(action), made: madeBy(action), outcome: outcomeOf(action, status) };
}

function declaredGroup(action: Action): MadeDeployment | undefined {
  const group = groupOf(action);
  return group && { ...group, deploymentId: undefined };
}

function outcomeOf({ status }: ActionExecutionDetail, ofExecution: ExecutionEvent['status']): TargetOutcome {
  // The list of actions may be behind the event of a success.
  if (status === 'Succeeded' || ofExecution === 'succeeded') return 'deployed';
  return status === 'Failed' ? 'failed' : 'unfinished';
}

/**
 * Finds the deploy actions that an execution which came to no good end has not reached. Only the definition knows them; a
 * pipeline that was edited since may have others, and names none.
 */
async function findNotReached(
  actions: readonly ActionExecutionDetail[],
  history: PipelineHistory,
  event: ExecutionEvent,
): Promise<Deployed[]> {
  if (event.status === 'succeeded' || !isEnded(event)) return [];
  const { value: definition } = await history.definition();
  const version = actions.find(({ pipelineVersion }) => pipelineVersion !== undefined)?.pipelineVersion;
  if (definition === undefined || (version ?? definition.version) !== (definition.version ?? version)) return [];
  const wasRun = ({ stage, name }: Action): boolean =>
    actions.some(({ stageName, actionName }) => stageName === stage && actionName === name);
  return declaredActions(definition)
    .filter((action) => !wasRun(action))
    .map((action) => ({ action, made: undefined, outcome: 'not reached' }));
}

function deployersOf(deployed: readonly Deployed[], own: AwsLocation): Pick<FoundDeployers, 'deployers' | 'groups'> {
  const deploys = deployed.filter(({ action }) => isDeploy(action));
  if (deploys.length === 0) return { deployers: 'none', groups: [] };
  const doAllReport = deploys.every(({ action }) => reportsItself(action, own));
  const groups = deploys.flatMap(({ made }) => made ?? []);
  return { deployers: doAllReport ? 'codedeploy' : 'others', groups };
}

/**
 * Returns each target once. Where several actions deploy to one place and came to different ends, each is a target of its
 * own, which the action's name distinguishes.
 */
function targetsOf(deployed: readonly Deployed[], own: AwsLocation): DeployTargets {
  const all = deployed
    .filter(({ action }) => isDeploy(action))
    .map(({ action, outcome }) => ({ action, target: { ...placeOf(action, own), outcome } }));
  const targets: DeployTarget[] = [];
  for (const { action, target } of all) {
    const isSplit = all.some((other) => isSamePlace(other.target, target) && other.target.outcome !== target.outcome);
    const named = isSplit ? { ...target, action: labelOf(action) } : target;
    if (!targets.some((other) => isSamePlace(other, named))) targets.push(named);
  }
  return { kind: 'known', targets };
}
