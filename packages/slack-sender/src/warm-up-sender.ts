import { DEFAULT_DESTINATION } from '@shipbell/core';
import { warmUp } from '@shipbell/core/runtime';
import type { Slack } from './post-message.ts';
import type { Webhooks } from './webhooks.ts';

/**
 * Reads the default destination's webhook, which is cached if it is one, and opens a connection to its host. Posts nothing
 * and never throws: what is wrong with a webhook is reported by the first message for it.
 */
export function warmUpSender({
  webhooks,
  connect,
}: Pick<Slack, 'connect'> & { readonly webhooks: Webhooks }): Promise<void> {
  return warmUp(async (signal) => {
    const webhook = await webhooks.find(DEFAULT_DESTINATION, { need: () => undefined }, signal);
    if (webhook.kind === 'webhook' && !signal.aborted) await connect(webhook.url, signal);
  });
}
