import { CodeDeployClient, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { parseArn } from '@shipbell/core';
import { checkAccess, clientConfig, UsageError, unreachable } from '@shipbell/operations/command-line';
import { InputError } from '../input/input-error.ts';
import type { PreviewEvent } from '../input/preview-event.ts';

/**
 * Returns the event that EventBridge sent, or would send now, of an execution.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export async function readExecutionEvent(executionArn: string): Promise<PreviewEvent> {
  const { account, region, service, resource = '' } = parseArn(executionArn) ?? {};
  if (service !== 'states' || !account || !region || !/^execution:[^:]+:[^:]+$/.test(resource)) {
    throw new InputError(
      `--execution-arn ${executionArn}: expected arn:aws:states:REGION:ACCOUNT:execution:STATE_MACHINE:NAME.`,
    );
  }
  const sfn = new SFNClient({ ...clientConfig(), region });
  const described = await reading(sfn, 'states:DescribeExecution', executionArn, () =>
    sfn.send(new DescribeExecutionCommand({ executionArn })),
  );
  const { startDate, stopDate, redriveDate, $metadata, traceHeader, ...detail } = described;
  const at = stopDate ?? startDate ?? new Date();
  return {
    source: executionArn,
    function: 'sfn-history-handler',
    payload: {
      ...envelope('aws.states', 'Step Functions Execution Status Change', at, account, region),
      resources: [executionArn],
      detail: {
        ...detail,
        startDate: startDate?.getTime(),
        stopDate: stopDate?.getTime(),
        redriveDate: redriveDate?.getTime(),
      },
    },
    location: { account, region },
    atMs: at.getTime(),
    byEventBridge: true,
  };
}

/** CodeDeploy's statuses in its answers, by how its events spell them. */
const STATES: Readonly<Record<string, string>> = {
  Created: 'START',
  Queued: 'START',
  InProgress: 'START',
  Baking: 'START',
  Succeeded: 'SUCCESS',
  Failed: 'FAILURE',
  Stopped: 'STOP',
  Ready: 'READY',
};

/**
 * Returns the event that EventBridge sent, or would send now, of a deployment in the shell's account and region.
 * Source: https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html
 */
export async function readDeploymentEvent(deploymentId: string): Promise<PreviewEvent> {
  const codedeploy = new CodeDeployClient(clientConfig());
  const sts = new STSClient(clientConfig());
  const [{ deploymentInfo = {} }, { Account }, region] = await reading(
    codedeploy,
    'codedeploy:GetDeployment',
    deploymentId,
    () =>
      Promise.all([
        codedeploy.send(new GetDeploymentCommand({ deploymentId })),
        sts.send(new GetCallerIdentityCommand({})),
        codedeploy.config.region(),
      ]),
  );
  const { applicationName, deploymentGroupName, status = '', completeTime, createTime } = deploymentInfo;
  const at = completeTime ?? createTime ?? new Date();
  return {
    source: deploymentId,
    function: 'codepipeline-handler',
    payload: {
      ...envelope('aws.codedeploy', 'CodeDeploy Deployment State-change Notification', at, Account, region),
      resources: [],
      detail: {
        region,
        deploymentId,
        application: applicationName,
        deploymentGroup: deploymentGroupName,
        state: STATES[status] ?? status,
      },
    },
    location: { account: Account, region },
    atMs: at.getTime(),
    byEventBridge: true,
  };
}

function envelope(source: string, detailType: string, at: Date, account: string | undefined, region: string) {
  const time = at.toISOString().replace(/\.\d+Z$/, 'Z');
  return { version: '0', id: `preview-${at.getTime()}`, source, 'detail-type': detailType, account, region, time };
}

/** Returns what the call gives. Throws an `InputError` that says what AWS, or the search for credentials, answered. */
async function reading<Value>(
  client: Parameters<typeof checkAccess>[0],
  action: string,
  subject: string,
  call: () => Promise<Value>,
): Promise<Value> {
  try {
    await checkAccess(client);
    return await call();
  } catch (error) {
    const { name, message } = error as Error;
    if (error instanceof UsageError) throw new InputError(message, { cause: error });
    const why = unreachable(error) ?? (message.startsWith(name) ? message : `${name}: ${message}`);
    throw new InputError(`${subject} could not be read (${action}): ${why}`, { cause: error });
  }
}
