import type { TopicSignal } from '../signals.ts';
import type { ActionRun } from './model.ts';

/** How long an approval waits for its answer: seven days, in milliseconds. */
const PATIENCE_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * What a manual approval publishes when it begins to wait.
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
  const expires = new Date(startTime.getTime() + PATIENCE_MS).toISOString();
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
