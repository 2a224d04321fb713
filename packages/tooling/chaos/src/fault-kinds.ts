/** What can go wrong with a post to Slack, one after the other for a notification. */
export const POST_FAULTS = [
  'rate_limited_shortly',
  'rate_limited_long',
  'rate_limited_without_a_time',
  'server_error',
  'empty_500',
  'empty_500_twice',
  'payload_refused',
  'hang',
  'reset',
  'answer_hangs',
  'answer_resets',
  'answer_drips',
  'sender_killed_before_delivery',
  'sender_killed_after_delivery',
] as const;

/** What can go wrong when a handler puts a message on the queue. */
export const ENQUEUE_FAULTS = [
  /** A server error, after which the SDK tries again. */
  'enqueue_refused',
  /** The SDK gives up, Lambda tries the event again. */
  'enqueue_denied',
  'enqueue_denied_for_good',
  /** The queue has the message, and the SDK tries again. */
  'enqueue_answer_lost',
  /** The queue has the message, the SDK gives up, and Lambda tries the event again. */
  'enqueue_taken_but_denied',
  'handler_killed_before_enqueue',
  'handler_killed_after_enqueue',
] as const;

/** What can go wrong when the sender puts a message on its dead-letter queue. */
export const DEAD_LETTERING_FAULTS = ['dead_lettering_denied', 'dead_lettered_but_denied'] as const;

/** What goes wrong every so often, whichever notification it meets. */
export const RECURRING_FAULTS = {
  /** All tries of one read. */
  webhook_read_throttled: 8,
  return_denied: 6,
  return_answer_lost: 6,
  delete_denied: 20,
  delete_made_but_denied: 20,
} as const;

/** What an operator does to a webhook. */
const WEBHOOK_FAULTS = ['webhook_revoked', 'webhook_placeholder'] as const;

export type PostFault = (typeof POST_FAULTS)[number];
export type EnqueueFault = (typeof ENQUEUE_FAULTS)[number];
export type DeadLetteringFault = (typeof DEAD_LETTERING_FAULTS)[number];
export type RecurringFault = keyof typeof RECURRING_FAULTS;
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];
export type FaultKind = PostFault | EnqueueFault | DeadLetteringFault | RecurringFault | WebhookFault;

export const ALL_FAULTS: readonly FaultKind[] = [
  ...POST_FAULTS,
  ...ENQUEUE_FAULTS,
  ...DEAD_LETTERING_FAULTS,
  ...(Object.keys(RECURRING_FAULTS) as RecurringFault[]),
  ...WEBHOOK_FAULTS,
];
