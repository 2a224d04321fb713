import type { TeamMessageSettings } from '../settings/team-message.ts';
import type { LinkStyle } from '../slack/blocks.ts';
import type { DeployedSource } from './revision.ts';

/** A manual approval in a pipeline that waits for an answer or has ended. */
export interface ApprovalReport {
  readonly environment: string;
  readonly linkStyle: LinkStyle;
  readonly team: TeamMessageSettings;
  /** What people call the thing that is deployed. */
  readonly name: string;
  /** `waiting` is for an answer; `failed` is a rejection or a timeout, which only the summary distinguishes. */
  readonly status: 'waiting' | 'succeeded' | 'failed' | 'abandoned' | 'unknown';
  /** The state as AWS spelled it. */
  readonly statusText: string;
  readonly pipeline: string;
  readonly stage: string;
  readonly action: string;
  readonly region: string | undefined;
  /** What the pipeline's author wrote for the approver: the pairs of a JSON text, or one text under the name ''. */
  readonly request: readonly (readonly [name: string, value: string])[];
  /** The moment until which it can be answered. */
  readonly expiresAt: Date | undefined;
  /** CodePipeline's page for the answer. It is no secret, because it asks for a login. */
  readonly reviewUrl: string | undefined;
  /** The page that the pipeline's author wants to be reviewed. */
  readonly externalUrl: string | undefined;
  /** Who answered and what they wrote, as CodePipeline sums it up. */
  readonly summary: string | undefined;
  /** The commit that waits to be approved. */
  readonly source: DeployedSource | undefined;
}
