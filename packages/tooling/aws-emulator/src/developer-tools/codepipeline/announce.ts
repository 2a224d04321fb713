import type { EventSignal, Signal, TopicSignal } from '../signals.ts';
import { inputArtifacts, outputArtifacts } from './artifacts.ts';
import type { ActionRun, Execution, Pipeline, StageRun } from './model.ts';
import { sourceActions, sourceView } from './source.ts';

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** What changed its state. */
export type Subject = { readonly execution: Execution } | { readonly stage: StageRun } | { readonly action: ActionRun };

/**
 * What CodePipeline says when something changes its state: an event, and where a notification rule wants it, a
 * message to its topic. https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 *
 * @param state `STARTED`, `SUCCEEDED`, `FAILED`, …
 */
export function announcement(subject: Subject, state: string, time: Date, place: Place): Signal[] {
  const execution = executionOf(subject);
  const { declaration, notificationRule } = execution.pipeline;
  const event: EventSignal = {
    kind: 'event',
    source: 'aws.codepipeline',
    detailType: `CodePipeline ${levelOf(subject)} Execution State Change`,
    resources: [`arn:aws:codepipeline:${place.region}:${place.account}:${declaration.name}`],
    time,
    detail: {
      pipeline: declaration.name,
      'execution-id': execution.id,
      'start-time': execution.startTime.toISOString(),
      ...ownDetail(subject, state, place),
      state,
      version: declaration.version,
      'pipeline-execution-attempt': 1,
    },
  };
  return notificationRule && 'execution' in subject
    ? [event, notification(event, execution, notificationRule, place)]
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

function ownDetail(subject: Subject, state: string, place: Place): object {
  if ('stage' in subject) return { stage: subject.stage.name };
  if ('action' in subject) return actionDetail(subject.action, place);
  return { 'execution-trigger': executionTrigger(subject.execution, state, place) };
}

/** One shape when it starts, and with a connection another one afterwards, which says what was pushed. */
function executionTrigger(execution: Execution, state: string, { region }: Place): object {
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

function actionDetail(action: ActionRun, { region }: Place): object {
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

/** The same as a Developer Tools notification rule tells it, with a little more on a failure. */
function notification(
  event: EventSignal,
  execution: Execution,
  rule: NonNullable<Pipeline['notificationRule']>,
  { account, region }: Place,
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
