import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline';
import type { Search } from '../context.ts';
import { stackOfDeployment, updates } from '../deployment/stack.ts';
import { actsIn, executedAction, type MadeDeployment, stackOf } from '../pipelines/deploy-actions.ts';

/** CloudFormation passes on what CodeDeploy says, which begins with the deployment's id. */
const DEPLOYMENT_ID = /\bd-[A-Z0-9]{9}\b/;

/**
 * Finds the CodeDeploy deployment that made the update of a stack fail, where the deployment's own message
 * says so as clearly: it failed, or an alarm stopped it. Undefined for any other failed action. Never throws.
 */
export async function findStackDeployment(
  action: ActionExecutionDetail,
  { reads, location, signal }: Pick<Search, 'reads' | 'location' | 'signal'>,
): Promise<MadeDeployment | undefined> {
  const executed = executedAction(action);
  const [id] = DEPLOYMENT_ID.exec(action.output?.executionResult?.errorDetails?.message ?? '') ?? [];
  if (id === undefined || stackOf(executed) === undefined || !actsIn(executed, location, undefined)) return undefined;
  const { value = {} } = await reads.codedeploy.readDeployment(id, signal);
  const { applicationName: application, deploymentGroupName: group } = value;
  const stack = stackOfDeployment(value);
  return isRed(value) && stack && updates(executed, stack) && application && group
    ? { application, group, deploymentId: id }
    : undefined;
}

/** Returns whether the deployment's own message shows it as a failure: it failed, or an alarm stopped it. */
export function isRed({ status, errorInformation }: DeploymentInfo): boolean {
  return status === 'Failed' || (status === 'Stopped' && errorInformation?.code === 'ALARM_ACTIVE');
}
