import { type Edge, rehearsalEdge, warmUp } from '@shipbell/core/runtime';
import { createContainer } from '../container.ts';
import { createHandler } from '../handler.ts';
import { ANSWERS, EVENT, SETTINGS } from './scene.ts';

/**
 * Lets the whole handler process a deployment that never happened, with clients and caches of its own, and opens the
 * connections that the first event needs. Never throws.
 */
export function rehearse(env: NodeJS.ProcessEnv, edge: Edge): Promise<void> {
  return warmUp(async (signal) => {
    const rehearsal = rehearsalEdge(edge, ANSWERS, signal);
    const container = createContainer(env, rehearsal);
    const handler = createHandler({ ...container, ...SETTINGS, timeLimit: () => signal });
    await handler({ ...EVENT, region: env.AWS_REGION });
    await rehearsal.connected();
  });
}
