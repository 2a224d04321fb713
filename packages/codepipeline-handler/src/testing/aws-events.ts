/** Payloads as AWS makes them, written after its documentation and after what was seen of real ones. */

export const ACCOUNT = '843255971531';
export const REGION = 'ap-northeast-2';
const AT = '2024-11-01T06:15:20Z';

export type Payload = Record<string, unknown>;

/**
 * Returns the event with which Lambda delivers a topic's notifications, one for each payload; a text is taken as it is.
 */
export function throughTopic(...payloads: readonly unknown[]) {
  return {
    Records: payloads.map((payload) => {
      const Message = typeof payload === 'string' ? payload : JSON.stringify(payload);
      const TopicArn = `arn:aws:sns:${REGION}:${ACCOUNT}:shipbell-dev-deployments`;
      return { EventSource: 'aws:sns', Sns: { MessageId: 'm-1', Message, TopicArn, Subject: null } };
    }),
  };
}

function eventBridge(source: string, detailType: string, detail: Payload): Payload {
  return {
    version: '0',
    id: '01234567-0000-4000-8000-000000000001',
    'detail-type': detailType,
    source,
    account: ACCOUNT,
    time: AT,
    region: REGION,
    resources: [],
    detail,
  };
}

/** Returns the same event as a Developer Tools notification rule sends it to a topic. */
export function byNotificationRule(event: Payload, additionalAttributes: Payload = {}): Payload {
  const { 'detail-type': detailType, version: _version, id: _id, ...rest } = event;
  const notificationRuleArn = `arn:aws:codestar-notifications:${REGION}:${ACCOUNT}:notificationrule/0a1b2c3d`;
  return { ...rest, detailType, notificationRuleArn, additionalAttributes };
}

/** Returns a trigger's notification of a deployment, in the form that AWS really sends. */
export function deploymentTrigger(status: string, change: Payload = {}): Payload {
  return {
    region: REGION,
    accountId: ACCOUNT,
    eventTriggerName: 'deployments',
    applicationName: 'backend-app',
    deploymentId: 'd-1',
    deploymentGroupName: 'backend-group',
    createTime: 'Fri Nov 01 06:14:33 UTC 2024',
    completeTime: null,
    status,
    ...change,
  };
}

/** Returns EventBridge's event of a deployment. */
export function deploymentEvent(state: string, change: Payload = {}): Payload {
  return eventBridge('aws.codedeploy', 'CodeDeploy Deployment State-change Notification', {
    instanceGroupId: '9fd2fbef-0000-4000-8000-000000000001',
    region: REGION,
    application: 'backend-app',
    deploymentId: 'd-1',
    state,
    deploymentGroup: 'backend-group',
    ...change,
  });
}

/** Returns EventBridge's event of an instance. */
export function instanceEvent(state: string, change: Payload = {}): Payload {
  return eventBridge('aws.codedeploy', 'CodeDeploy Instance State-change Notification', {
    instanceId: 'i-0a1b2c3d4e5f60718',
    region: REGION,
    state,
    application: 'backend-app',
    deploymentId: 'd-1',
    instanceGroupId: '9fd2fbef-0000-4000-8000-000000000001',
    deploymentGroup: 'backend-group',
    ...change,
  });
}

/** Returns a trigger's notification of an instance, in the documented form. */
export function instanceTrigger(instanceStatus: string, change: Payload = {}): Payload {
  return {
    region: REGION,
    accountId: ACCOUNT,
    eventTriggerName: 'instances',
    deploymentId: 'd-1',
    instanceId: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0a1b2c3d4e5f60718`,
    lastUpdatedAt: '1730441700.564',
    instanceStatus,
    lifecycleEvents: [],
    ...change,
  };
}

function execution(state: string): Payload {
  return {
    pipeline: 'backend',
    'execution-id': '11111111-0000-4000-8000-000000000001',
    'start-time': '2024-11-01T06:10:00.208Z',
    state,
    version: 4.0,
    'pipeline-execution-attempt': 1.0,
  };
}

/** Returns EventBridge's event of a pipeline execution. */
export function pipelineEvent(state: string, change: Payload = {}): Payload {
  return eventBridge('aws.codepipeline', 'CodePipeline Pipeline Execution State Change', {
    ...execution(state),
    ...change,
  });
}

/** Returns EventBridge's event of a stage. */
export function stageEvent(state: string, change: Payload = {}): Payload {
  return eventBridge('aws.codepipeline', 'CodePipeline Stage Execution State Change', {
    ...execution(state),
    stage: 'Deploy',
    ...change,
  });
}

/** Returns EventBridge's event of an action. */
export function actionEvent(state: string, change: Payload = {}): Payload {
  return eventBridge('aws.codepipeline', 'CodePipeline Action Execution State Change', {
    ...execution(state),
    stage: 'Deploy',
    action: 'Deploy',
    'action-execution-id': '47f821c5-0000-4000-8000-000000000001',
    region: REGION,
    type: { owner: 'AWS', provider: 'CodeDeploy', category: 'Deploy', version: '1' },
    ...change,
  });
}

/** Returns what an approval action publishes to the topic that it names. */
export function approvalNotification(change: Payload = {}): Payload {
  return {
    region: REGION,
    consoleLink: `https://console.aws.amazon.com/codesuite/codepipeline/pipelines/backend/view?region=${REGION}`,
    approval: {
      pipelineName: 'backend',
      stageName: 'Release',
      actionName: 'Sign off',
      token: '5e6f7a8b-0000-4000-8000-000000000001',
      expires: '2024-11-08T06:15Z',
      externalEntityLink: null,
      approvalReviewLink: `https://console.aws.amazon.com/codesuite/codepipeline/pipelines/backend/view?region=${REGION}#/Release/Sign%20off/approve/5e6f7a8b-0000-4000-8000-000000000001`,
      ...change,
    },
  };
}
