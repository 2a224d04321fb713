import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { DeployTarget, DeployTargets } from '@shipbell/core';
import type { Reading } from '@shipbell/core/runtime';
import type { DeploymentGroup } from '../aws/codedeploy.ts';
import type { AwsLocation } from '../aws/reads.ts';
import {
  type Action,
  declaredActions,
  executedAction,
  groupOf,
  isDeploy,
  reportsItself,
  targetOf,
} from '../pipelines/deploy-actions.ts';
import type { PipelineHistory } from '../pipelines/history.ts';

/** Who deployed in an execution, and to what. */
export interface FoundTargets {
  /**
   * Who deployed in this execution: nobody, CodeDeploy alone (which reports it itself in this location), or others, be
   * it alone or beside CodeDeploy.
   */
  readonly deployers: 'none' | 'codedeploy' | 'others' | 'unknown';
  /** The CodeDeploy groups that were deployed to. */
  readonly groups: readonly DeploymentGroup[];
  readonly targets: DeployTargets;
}

/**
 * Finds who deploys in an execution, and to what: by its actions, or, where these cannot be read, by its pipeline's
 * definition.
 */
export async function findTargets(
  actions: Reading<readonly ActionExecutionDetail[]>,
  history: PipelineHistory,
  location: AwsLocation,
): Promise<FoundTargets> {
  // Every execution has an action, so that an empty list is one that is behind.
  if (actions.value && actions.value.length > 0) {
    return targetsOf(actions.value.map(executedAction).reverse(), location);
  }
  const definition = await history.definition();
  if (definition.failure === undefined) return targetsOf(declaredActions(definition.value), location);
  const { reason } = actions.failure ?? definition.failure;
  return { deployers: 'unknown', groups: [], targets: { kind: 'unknown', reason } };
}

function targetsOf(actions: readonly Action[], location: AwsLocation): FoundTargets {
  const deploys = actions.filter(isDeploy);
  const targets: DeployTargets = { kind: 'known', targets: distinct(deploys.map(targetOf)) };
  if (deploys.length === 0) return { deployers: 'none', groups: [], targets };
  const doAllReport = deploys.every((action) => reportsItself(action, location));
  const groups = deploys.flatMap((action) => groupOf(action) ?? []);
  return { deployers: doAllReport ? 'codedeploy' : 'others', groups, targets };
}

/**
 * Returns each target once: CloudFormation prepares and executes a change set of the same stack, and a retried action
 * deploys again.
 */
function distinct(targets: readonly DeployTarget[]): DeployTarget[] {
  return [...new Map(targets.map((target) => [`${target.provider} ${target.name}`, target])).values()];
}
