import type { DeploymentEvent } from './events/deployment-event.ts';
import type { DeploymentFindings, Investigation } from './investigation.ts';

/**
 * What can be found out about a deployment before the signal ends the looking: which commit, what it changed, why it
 * failed. Never throws, for the message goes out anyway: what could not be read says so itself.
 */
export const investigateDeployment = async (
  event: DeploymentEvent,
  setting: { readonly pipeline?: string | undefined },
  _investigation: Investigation,
): Promise<DeploymentFindings> => ({
  startedAt: event.startedAt,
  endedAt: event.endedAt,
  instances: event.instances,
  error: event.error,
  rollback: event.rollback,
  source: { kind: 'unknown', reason: 'nobody looked', pipeline: setting.pipeline },
  change: undefined,
  failure: undefined,
});
