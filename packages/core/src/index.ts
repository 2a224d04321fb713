export { type Arn, parseArn } from './aws/arn.ts';
export {
  codecommitUrl,
  consoleUrl,
  deploymentUrl,
  executionUrl,
  logGroupUrl,
  logStreamsUrl,
  logStreamUrl,
  mapRunUrl,
  pipelineExecutionUrl,
  pipelineUrl,
  REGION_PATTERN,
} from './aws/console-links.ts';
export { type SnsNotification, snsEvent } from './aws/sns-event.ts';
export { type JsonInText, readJson } from './cut-json.ts';
export { jsonObject, parseJson, textOf } from './json.ts';
export { deploymentMessage } from './messages/deployment/deployment-message.ts';
export { instanceMessage } from './messages/deployment/instance-message.ts';
export { executionMessage } from './messages/execution/execution-message.ts';
export { maskSecrets } from './messages/mask-secrets.ts';
export { noticeMessage } from './messages/notice-message.ts';
export { approvalMessage } from './messages/pipeline/approval-message.ts';
export { pipelineMessage } from './messages/pipeline/pipeline-message.ts';
export { stageOrActionMessage } from './messages/pipeline/stage-or-action-message.ts';
export { formatDuration } from './messages/times.ts';
export {
  ATTRIBUTES,
  CORRELATION_ID_PATTERN,
  DEFAULT_DESTINATION,
  DESTINATION_PATTERN,
  deduplicationId,
  messageGroupId,
  type Notification,
} from './queue/queue-message.ts';
export type { ApprovalReport } from './reports/approval-report.ts';
export type {
  DeploymentFailure,
  DeploymentReport,
  DeploymentStatus,
  DeploymentStop,
  FunctionShift,
  InstanceCounts,
  Rollback,
  Scaling,
  Wait,
  WithoutRollback,
} from './reports/deployment-report.ts';
export {
  type ExecutionFailure,
  type ExecutionReport,
  type ExecutionStatus,
  type FailureWords,
  type Iterations,
  type NestedExecution,
  type OutcomeCounts,
  type ShownInput,
  SPAN_KINDS,
  type Span,
  type SpanKind,
  STATE_OUTCOMES,
  type StateLine,
  type StateOutcome,
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
  TargetChange,
  TargetOutcome,
} from './reports/pipeline-report.ts';
export { type EarlierEnd, type Recovery, recoveryFrom } from './reports/recovery.ts';
export type {
  Change,
  DeployedSource,
  Previous,
  PullRequest,
  Revision,
  RevisionName,
  RevisionRef,
} from './reports/revision.ts';
export type { StageOrActionReport } from './reports/stage-or-action-report.ts';
export { type Slowness, slownessOf, type TypicalDuration, typicalDuration } from './reports/typical-duration.ts';
export { asksFor } from './settings/asks-for.ts';
export type { PlaceholderValues } from './settings/fill-link.ts';
export {
  DEPLOYMENT_PLACEHOLDERS,
  PLACEHOLDER,
  type Placeholder,
  STATE_MACHINE_PLACEHOLDERS,
} from './settings/placeholders.ts';
export { type Author, NO_TEAM, type TeamFacts, type TeamMessageSettings, teamOf } from './settings/team-message.ts';
export {
  DEPLOYMENT_STATUSES,
  type DeploymentSettingStatus,
  type DeploymentTeamSettings,
  deploymentTeamSettings,
  PARTS,
  type Part,
  STATE_MACHINE_STATUSES,
  type StateMachineSettingStatus,
  type StateMachineTeamSettings,
  stateMachineTeamSettings,
  type TeamSettings,
} from './settings/team-settings.ts';
export {
  context,
  expandedSection,
  fields,
  image,
  LINK_SEPARATOR,
  LINK_STYLES,
  type Link,
  type LinkStyle,
  linkRow,
  linksOfRow,
  section,
} from './slack/blocks.ts';
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
  LIMITS,
  link,
  type Mrkdwn,
  mrkdwn,
  quote,
  webUrl,
} from './slack/text.ts';
