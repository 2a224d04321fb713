import type { TeamMessageSettings } from '../settings/team-message.ts';
import type { LinkStyle } from '../slack/blocks.ts';

/**
 * One instance of a CodeDeploy deployment that changed its state: reported only where `additional_events` asks for it.
 */
export interface InstanceReport {
  readonly environment: string;
  readonly linkStyle: LinkStyle;
  readonly team: TeamMessageSettings;
  /** What people call the thing that is deployed; the deployment's id where its application is unknown. */
  readonly name: string;
  readonly status: 'started' | 'ready' | 'succeeded' | 'failed' | 'unknown';
  /** The status as AWS spelled it. */
  readonly statusText: string;
  readonly deploymentId: string;
  /** `i-…`, or an on-premises instance's name. */
  readonly instanceId: string;
  readonly region: string | undefined;
  readonly at: Date | undefined;
  /** In the order in which they ran; empty where the event does not have them. */
  readonly lifecycleEvents: readonly {
    readonly name: string;
    /** As AWS spells it: `Succeeded`, `Failed`, `Skipped`. */
    readonly status: string;
    /** Why it failed; undefined where that is unknown. */
    readonly message?: string | undefined;
  }[];
}
