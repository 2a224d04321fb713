import type { TeamMessageSettings } from '../settings/team-message.ts';
import type { LinkStyle } from '../slack/blocks.ts';

/** A stage or an action of a pipeline that changed its state: reported only where `additional_events` asks for it. */
export interface StageOrActionReport {
  readonly environment: string;
  readonly linkStyle: LinkStyle;
  readonly team: TeamMessageSettings;
  /** What people call the thing that is deployed. */
  readonly name: string;
  readonly pipeline: string;
  readonly executionId: string;
  /** Which attempt of the execution it is, counted from 1; undefined in old events. */
  readonly attempt: number | undefined;
  readonly region: string | undefined;
  readonly stage: string;
  /** Undefined for the stage itself. */
  readonly action?: string | undefined;
  /** `CodeBuild`, `ECS`, …; undefined for a stage. */
  readonly provider?: string | undefined;
  readonly status:
    | 'started'
    | 'resumed'
    | 'succeeded'
    | 'failed'
    | 'stopping'
    | 'stopped'
    | 'canceled'
    | 'abandoned'
    | 'unknown';
  /** The state as AWS spelled it. */
  readonly statusText: string;
  /** What the provider or the notification rule says about it. */
  readonly summary?: string | undefined;
  readonly errorCode?: string | undefined;
  /** The page of its log, or its own page. */
  readonly logUrl?: string | undefined;
}
