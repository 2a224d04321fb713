import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { DeployTarget, DeployTargets } from '@shipbell/core';
import { type Reading, tryRead } from '../aws/read-failure.ts';
import type { Place } from '../aws/reads.ts';
import type { ExecutionFindings } from '../context.ts';
import { type Action, groupOf, isDeploy, targetOf, tellsOfItself } from '../pipelines/deploy-actions.ts';
import type { PipelineHistory } from '../pipelines/history.ts';

export type Deployers = Pick<ExecutionFindings, 'deployers' | 'targets' | 'groups'>;

/** Who deploys in an execution, and to where: by its actions, or by what its pipeline is defined to do. */
export async function findDeployers(
  actions: Reading<readonly ActionExecutionDetail[]>,
  { pipeline, definition }: PipelineHistory,
  place: Place,
): Promise<Deployers> {
  // There is no execution without an action, so that an empty list is one that lags behind.
  if (actions.value && actions.value.length > 0) return told(actions.value.map(toAction).reverse(), place);
  const defined = await tryRead(definition(), `the definition of pipeline ${pipeline}`, 'codepipeline:GetPipeline');
  if (defined.value === undefined) {
    return {
      deployers: 'unknown',
      groups: [],
      targets: { kind: 'unknown', reason: actions.failure ?? defined.failure },
    };
  }
  const declared = (defined.value.stages ?? []).flatMap((stage) => stage.actions ?? []);
  return told(
    declared.map(({ actionTypeId: type, configuration = {}, region, roleArn }) => ({
      type,
      configuration,
      region,
      roleArn,
    })),
    place,
  );
}

/** An action of an execution in the words of a definition. */
export function toAction({ input }: ActionExecutionDetail): Action {
  return {
    type: input?.actionTypeId,
    configuration: input?.resolvedConfiguration ?? input?.configuration ?? {},
    region: input?.region,
    roleArn: input?.roleArn,
  };
}

function told(actions: readonly Action[], place: Place): Deployers {
  const deploys = actions.filter(isDeploy);
  const targets: DeployTargets = { kind: 'known', targets: distinct(deploys.map(targetOf)) };
  if (deploys.length === 0) return { deployers: 'none', groups: [], targets };
  const areAllTold = deploys.every((action) => tellsOfItself(action, place));
  const groups = deploys.flatMap((action) => groupOf(action) ?? []);
  return { deployers: areAllTold ? 'codedeploy' : 'others', groups, targets };
}

/** CloudFormation prepares and executes a change set of the same stack, and a retried action deploys again. */
function distinct(targets: readonly DeployTarget[]): DeployTarget[] {
  return [...new Map(targets.map((target) => [`${target.provider} ${target.name}`, target])).values()];
}
