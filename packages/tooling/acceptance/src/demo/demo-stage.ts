import { fixtures } from '../fixtures.ts';
import type { StageOptions } from '../stage.ts';
import { beforehand } from './executions.ts';

/** The channel's name for each destination of `fixtures/demo/dev.tfvars`. */
export const CHANNELS = { default: 'deployments', data: 'data-platform' };

/** What the demo and the end-to-end tests are played on. */
export const DEMO_STAGE: Pick<StageOptions, 'varFile' | 'channels' | 'beforehand'> = {
  varFile: fixtures('demo/dev.tfvars'),
  channels: CHANNELS,
  beforehand,
};
