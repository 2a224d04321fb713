import type { AwsLocation, EventSignal, Signal, TopicSignal } from '../signals.ts';
import { inputArtifacts, outputArtifacts } from './artifacts.ts';
import type { ActionRun, Execution, Pipeline, StageRun } from './model.ts';
import { sourceActions, sourceView } from './source.ts';

/** The execution, stage or action whose state has changed. */
export type Subject = { readonly execution: Execution } | { readonly stage: StageRun } | { readonly action: ActionRun };

/**
 * Returns what CodePipeline sends when a state changes: an event, and for an execution of a pipeline with a notification
 * rule, a message to the rule's topic. https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 *
 * @param state `STARTED`, `SUCCEEDED`, `FAILED`, …
 */
export function announcement(subject: Subject, state: string, time: Date, location: AwsLocation): Signal[] {
  const execution = executionOf(subject);
  const { declaration, notificationRule } = execution.pipeline;
  const event: EventSignal = {
    kind: 'event',
    source: 'aws.codepipeline',
    detailType: `CodePipeline ${levelOf(subject)} Execution State Change`,
    resources: [`arn:aws:codepipeline:${location.region}:${location.account}:${declaration.name}`],
    time,
    detail: {
      pipeline: declaration.name,
      'execution-id': execution.id,
      'start-time': execution.startTime.toISOString(),
      ...ownDetail(subject, state, location),
      state,
      version: declaration.version,
      'pipeline-execution-attempt': 1,
    },
  };
  return notificationRule && 'execution' in subject
    ? [event, notification(event, execution, notificationRule, location)]
    : [event];
}

function executionOf(subject: Subject): Execution {
  if ('execution' in subject) return subject.execution;
  return 'stage' in subject ? subject.stage.execution : subject.action.execution;
}

function levelOf(subject: Subject): string {
  if ('execution' in subject) return 'Pipeline';
  return 'stage' in subject ? 'Stage' : 'Action';
}

function ownDetail(subject: Subject, state: string, location: AwsLocation): object {
  if ('stage' in subject) return { stage: subject.stage.name };
  if ('action' in subject) return actionDetail(subject.action, location);
  return { 'execution-trigger': executionTrigger(subject.execution, state, location) };
}

/** Returns the trigger in the event. After the start of an execution from a connection, AWS shows the pushed commit instead. */
function executionTrigger(execution: Execution, state: string, { region }: AwsLocation): object {
  const { trigger, commit, startTime } = execution;
  const [source] = sourceActions(execution.pipeline);
  if (state === 'STARTED' || source?.actionTypeId?.provider !== 'CodeStarSourceConnection') {
    return { 'trigger-type': trigger.triggerType, 'trigger-detail': trigger.triggerDetail };
  }
  const { variables } = sourceView(source, commit, region, startTime);
  return {
    'author-display-name': commit.author.name,
    'author-email': commit.author.email,
    'author-date': variables.AuthorDate,
    'full-repository-name': variables.FullRepositoryName,
    'provider-type': variables.ProviderType,
    'branch-name': variables.BranchName,
    'commit-id': commit.id,
    'commit-message': commit.message,
    'connection-arn': variables.ConnectionArn,
  };
}

function actionDetail(action: ActionRun, { region }: AwsLocation): object {
  const { externalExecutionId, externalExecutionUrl, summary, errorDetails } = action;
  const result = {
    'external-execution-url': externalExecutionUrl,
    'external-execution-summary': summary,
    'external-execution-id': externalExecutionId,
    'error-code': errorDetails?.code,
  };
  return {
    stage: action.stage,
    action: action.declaration.name,
    'action-execution-id': action.id,
    region,
    type: action.declaration.actionTypeId,
    'input-artifacts': inputArtifacts(action),
    ...(action.status !== 'InProgress' && { 'execution-result': result, 'output-artifacts': outputArtifacts(action) }),
  };
}

/** Returns the message of a Developer Tools notification rule: the event, and the failed actions of a failed execution. */
function notification(
  event: EventSignal,
  execution: Execution,
  rule: NonNullable<Pipeline['notificationRule']>,
  { account, region }: AwsLocation,
): TopicSignal {
  const runs = execution.pipeline.stageRuns.filter((run) => run.execution === execution);
  const failedStage = runs.find(({ status }) => status === 'Failed');
  const failedActions = (failedStage?.actions ?? [])
    .filter(({ status }) => status === 'Failed')
    .map(({ declaration, summary }) => ({ action: declaration.name, additionalInformation: summary }));
  return {
    kind: 'topic',
    topicArn: rule.topicArn,
    subject: undefined,
    message: {
      account,
      detailType: event.detailType,
      region,
      source: event.source,
      time: event.time.toISOString().replace('.000', ''),
      notificationRuleArn: rule.arn,
      detail: event.detail,
      resources: event.resources,
      additionalAttributes: failedStage
        ? { failedActionCount: failedActions.length, failedActions, failedStage: failedStage.name }
        : {},
    },
  };
}

/** How long an approval waits for its answer: seven days. */
const APPROVAL_TIMEOUT_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Returns the message that a manual approval publishes when it begins to wait.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-json-format.html
 */
export function approvalNotification(
  { id, execution, stage, declaration, startTime }: ActionRun,
  region: string,
): TopicSignal {
  const { NotificationArn = '', CustomData, ExternalEntityLink } = declaration.configuration ?? {};
  const pipelineName = execution.pipeline.declaration.name ?? '';
  const actionName = declaration.name ?? '';
  const console = `https://console.aws.amazon.com/codesuite/codepipeline/pipelines/${pipelineName}`;
  const expires = new Date(startTime.getTime() + APPROVAL_TIMEOUT_MS).toISOString();
  return {
    kind: 'topic',
    topicArn: NotificationArn,
    subject: `APPROVAL NEEDED: AWS CodePipeline ${pipelineName} for action ${actionName}`,
    message: {
      region,
      consoleLink: `${console}/view?region=${region}`,
      approval: {
        pipelineName,
        stageName: stage,
        actionName,
        token: id,
        expires: `${expires.slice(0, 16)}Z`,
        externalEntityLink: ExternalEntityLink,
        approvalReviewLink: `https://console.aws.amazon.com/codepipeline/home?region=${region}#/view/${pipelineName}/${stage}/${actionName}/approve/${id}`,
        customData: CustomData,
      },
    },
  };
}
