import type { Check } from './check.ts';
import { alarms } from './checks/alarms.ts';
import { concurrency } from './checks/concurrency.ts';
import { eventSourceMapping } from './checks/event-source-mapping.ts';
import { functions } from './checks/functions.ts';
import { queues } from './checks/queues.ts';
import { rules } from './checks/rules.ts';
import { subscription } from './checks/subscription.ts';
import { webhooks } from './checks/webhooks.ts';
import { workspace } from './checks/workspace.ts';

/** The checks that change nothing, in the order of a message's way. */
export const ALL_CHECKS: readonly Check[] = [
  workspace,
  functions,
  rules,
  subscription,
  eventSourceMapping,
  webhooks,
  queues,
  alarms,
  concurrency,
];
