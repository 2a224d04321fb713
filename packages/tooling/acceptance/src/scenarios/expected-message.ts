import type { DeliveredMessage } from '@shipbell/slack-emulator';

/** What a message is recognised by. */
export interface ExpectedMessage {
  readonly destination: string;
  /** How its headline begins. */
  readonly mark: string;
  /** What stands in this message and in no other: its place in AWS's console, or an ARN. */
  readonly about: string;
}

/** The message of a CodeDeploy deployment. */
export function ofDeployment(mark: string, deploymentId: string, destination = 'default'): ExpectedMessage {
  return { destination, mark, about: `codedeploy/deployments/${deploymentId}` };
}

/** The message of a pipeline's execution, in the default channel. */
export function ofPipeline(mark: string, pipeline: string): ExpectedMessage {
  return { destination: 'default', mark, about: `codepipeline/pipelines/${pipeline}/executions` };
}

/** Whether the message is the expected one: it is in its channel, about this very thing, and says how that ended. */
export function isExpected({ destination, payload }: DeliveredMessage, expected: ExpectedMessage): boolean {
  const isAbout = JSON.stringify(payload).includes(expected.about);
  return isAbout && destination === expected.destination && (payload.text ?? '').startsWith(expected.mark);
}

/** The expected messages that have not arrived. */
export function missingMessages(
  delivered: readonly DeliveredMessage[],
  expected: readonly ExpectedMessage[],
): ExpectedMessage[] {
  return expected.filter((one) => !delivered.some((message) => isExpected(message, one)));
}
