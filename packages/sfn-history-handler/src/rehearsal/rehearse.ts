import { type Edge, rehearsalEdge, warmUp } from '@shipbell/core/runtime';
import { createContainer } from '../container.ts';
import { createHandler } from '../handler.ts';
import { ANSWERS, eventIn, SETTINGS } from './scene.ts';

/**
 * Lets the whole handler process an execution that never happened, with clients and caches of its own, and opens the
 * connections that the first event needs. Never throws.
 */
export function rehearse(env: NodeJS.ProcessEnv, edge: Edge): Promise<void> {
  return warmUp(async (signal) => {
    const rehearsal = rehearsalEdge(edge, ANSWERS, signal);
    const handler = createHandler({ ...createContainer(env, rehearsal), ...SETTINGS });
    await handler(eventIn(env.AWS_REGION));
    await rehearsal.connected();
  });
}
