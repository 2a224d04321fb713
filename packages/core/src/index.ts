export { type Arn, parseArn } from './aws/arn.ts';
export { codecommitUrl, deploymentUrl, executionUrl, pipelineExecutionUrl, pipelineUrl } from './aws/console-links.ts';
export { logGroupUrl } from './aws/log-links.ts';
export { REGION_PATTERN } from './aws/region.ts';
export { type SnsNotification, snsEvent } from './aws/sns-event.ts';
export { jsonObject, parseJson, textOf } from './json.ts';
export { approvalMessage } from './messages/approval-message.ts';
export { deploymentMessage } from './messages/deployment-message.ts';
export { formatDuration } from './messages/duration.ts';
export { executionMessage } from './messages/execution-message.ts';
export { instanceMessage } from './messages/instance-message.ts';
export { maskSecrets } from './messages/mask-secrets.ts';
export { noticeMessage } from './messages/notice-message.ts';
export { pipelineMessage } from './messages/pipeline-message.ts';
export { stageOrActionMessage } from './messages/stage-or-action-message.ts';
export {
  ATTRIBUTES,
  DEFAULT_DESTINATION,
  DESTINATION_PATTERN,
  deduplicationId,
  messageGroupId,
  type Notification,
} from './queue/queue-message.ts';
export type { ApprovalReport } from './reports/approval-report.ts';
export type { Change, Previous } from './reports/change.ts';
export type {
  DeploymentFailure,
  DeploymentReport,
  DeploymentStatus,
  InstanceCounts,
  Rollback,
} from './reports/deployment-report.ts';
export type {
  ExecutionFailure,
  ExecutionReport,
  ExecutionStatus,
  NestedExecution,
  ShownInput,
  TypicalDuration,
} from './reports/execution-report.ts';
export type { InstanceReport } from './reports/instance-report.ts';
export type { NoticeReport } from './reports/notice-report.ts';
export type {
  DeployTarget,
  DeployTargets,
  PipelineFailure,
  PipelineReport,
  PipelineRollback,
  PipelineStatus,
} from './reports/pipeline-report.ts';
export type { DeployedSource, Revision, RevisionName, RevisionRef } from './reports/source.ts';
export type { StageOrActionReport } from './reports/stage-or-action-report.ts';
export {
  type Iterations,
  type OutcomeCounts,
  SPAN_KINDS,
  type Span,
  type SpanKind,
  STATE_OUTCOMES,
  type StateLine,
  type StateOutcome,
} from './reports/state-line.ts';
export { context, fields, image, linkButtons, section } from './slack/blocks.ts';
export { LIMITS } from './slack/limits.ts';
export { COLORS, type SlackAttachment, type SlackMessage, slackMessage } from './slack/message.ts';
export {
  bold,
  cleanText,
  code,
  codeBlock,
  cut,
  cutMrkdwn,
  dateTime,
  inline,
  joinMrkdwn,
  link,
  type Mrkdwn,
  mrkdwn,
  quote,
  webUrl,
} from './slack/text.ts';
