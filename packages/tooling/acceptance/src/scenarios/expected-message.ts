import type { DeliveredMessage } from '@shipbell/slack-emulator';

/** What a message is recognised by. */
export interface ExpectedMessage {
  readonly destination: string;
  /** How its headline begins. */
  readonly mark: string;
  /** What stands in this message and in no other: a part of a link to AWS's console, or of an ARN. */
  readonly about: string;
}

/** Returns what the message of a CodeDeploy deployment is recognised by. */
export function ofDeployment(mark: string, deploymentId: string, destination = 'default'): ExpectedMessage {
  return { destination, mark, about: `codedeploy/deployments/${deploymentId}` };
}

/** Returns what the message of a pipeline's execution is recognised by, in the default channel. */
export function ofPipeline(mark: string, pipeline: string): ExpectedMessage {
  return { destination: 'default', mark, about: `codepipeline/pipelines/${pipeline}/executions` };
}

/**
 * Returns whether the message is the expected one: it is in its channel, about this very thing, and says how that
 * ended.
 */
export function isExpected({ destination, payload }: DeliveredMessage, expected: ExpectedMessage): boolean {
  const isAbout = JSON.stringify(payload).includes(expected.about);
  return isAbout && destination === expected.destination && (payload.text ?? '').startsWith(expected.mark);
}

/** Returns the expected messages that have not arrived. */
export function missingMessages(
  delivered: readonly DeliveredMessage[],
  expected: readonly ExpectedMessage[],
): ExpectedMessage[] {
  return expected.filter((one) => !delivered.some((message) => isExpected(message, one)));
}
