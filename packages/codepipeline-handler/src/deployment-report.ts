import type { DeploymentReport } from '@shipbell/core';
import type { DeploymentSetting } from './config.ts';
import type { DeploymentEvent } from './events/deployment-event.ts';

/** What happened and what was found out, as the report that core draws. */
export const toDeploymentReport = (
  { kind: _kind, account: _account, ...event }: DeploymentEvent,
  { name, siteUrl }: Pick<DeploymentSetting, 'name' | 'siteUrl'>,
  found: Pick<DeploymentReport, 'source' | 'failure'>,
  environment: string,
): DeploymentReport => ({ ...event, environment, name: name ?? event.application, siteUrl, ...found });
