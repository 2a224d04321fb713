import type { Logger } from '@shipbell/core/runtime';
import type { Place } from '../aws/reads.ts';
import type { AdditionalEvent, DeploymentSetting } from '../config.ts';
import type { Investigation } from '../investigation.ts';

/** What it takes to tell an event, whatever it is. */
export interface NotificationContext {
  readonly environment: string;
  readonly deployments: readonly DeploymentSetting[];
  readonly additionalEvents: readonly AdditionalEvent[];
  readonly log: Logger;
  /** What is needed to find out about a thing in this place. */
  readonly investigationOf: (place: Place) => Investigation;
}
