import type { Story } from './story.ts';

/** Something that happens in AWS's Developer Tools, and the messages that have to come of it. */
export interface Scenario {
  /** Also the name of the file with its messages. */
  readonly name: string;
  readonly title: string;
  /** IAM actions that no function may use while it plays. */
  readonly denied?: readonly string[];
  /** In the order in which they are sent. */
  readonly messages: readonly ExpectedMessage[];
  play(story: Story): Promise<void>;
}

/** What to know a message by. */
export interface ExpectedMessage {
  /** Where it arrives. */
  readonly destination: string;
  /** How its headline begins. */
  readonly mark: string;
  /** What stands in it and in no other: its place in AWS's console, or an ARN. */
  readonly about: string;
}

/** A deployment's message in the default channel. */
export function ofDeployment(mark: string, deploymentId: string, destination = 'default'): ExpectedMessage {
  return { destination, mark, about: `codedeploy/deployments/${deploymentId}` };
}

/** The message of a pipeline's execution in the default channel. */
export function ofExecution(mark: string, pipeline: string): ExpectedMessage {
  return { destination: 'default', mark, about: `codepipeline/pipelines/${pipeline}/executions` };
}
