import type { DeploymentTarget } from '@aws-sdk/client-codedeploy';
import type { DeploymentReport, FunctionShift } from '@shipbell/core';
import type { CodeDeploy } from '../aws/codedeploy.ts';
import type { DeploymentFacts } from './deployment-facts.ts';
import type { DeploymentEvent } from './event.ts';
import { brokenStatuses, failureOf } from './find-failure.ts';

/**
 * Finds where a deployment broke and which functions it deploys, as its targets show it. They are read only where one of
 * the two is to be found there. Never throws.
 */
export async function findOnTargets(
  event: Pick<DeploymentEvent, 'deploymentId' | 'status'>,
  facts: Pick<DeploymentFacts, 'platform' | 'functions' | 'instances' | 'error' | 'stop'>,
  codedeploy: CodeDeploy,
  signal: AbortSignal,
): Promise<Pick<DeploymentReport, 'failure' | 'functions'>> {
  const { platform, functions } = facts;
  const areUnnamed = platform === 'Lambda' && functions.length === 0;
  const broken = brokenStatuses(event, facts);
  const statuses = broken ?? (areUnnamed ? 'all' : undefined);
  if (statuses === undefined) return { failure: undefined, functions };
  const targets = await codedeploy.readTargets(event.deploymentId, statuses, signal);
  return {
    failure: broken && failureOf(facts, targets),
    functions: areUnnamed ? (targets.value?.targets ?? []).flatMap(functionOf) : functions,
  };
}

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_LambdaFunctionInfo.html */
function functionOf({ lambdaTarget }: DeploymentTarget): FunctionShift[] {
  const {
    functionName: name,
    functionAlias: alias,
    currentVersion: from,
    targetVersion: to,
  } = lambdaTarget?.lambdaFunctionInfo ?? {};
  return name ? [{ name, alias, from, to }] : [];
}
