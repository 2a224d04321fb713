/** What can go wrong with a post to Slack, one after the other for a notification. */
export const POST_FAULTS = [
  'rate_limited_shortly',
  'rate_limited_long',
  'rate_limited_without_a_time',
  'server_error',
  'empty_500',
  'empty_500_twice',
  'payload_refused',
  /** What answers is not Slack, but a proxy or a page of Slack's edge, for this one post. */
  'edge_html_200',
  'edge_html_302',
  'edge_html_403',
  'hang',
  'reset',
  'answer_hangs',
  'answer_resets',
  'answer_drips',
  'sender_killed_before_delivery',
  'sender_killed_after_delivery',
] as const;

/** Which of the two events of a pipeline's deployment never comes: AWS delivers either by best effort. */
export const LOST_EVENTS = ['deployment_event_lost', 'action_event_lost'] as const;

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
  /** All tries of one read that a handler makes of CodePipeline, CodeDeploy or Step Functions, GetDeployment apart. */
  read_throttled: 6,
  /** All tries of one read. */
  webhook_read_throttled: 8,
  return_denied: 6,
  return_answer_lost: 6,
  delete_denied: 20,
  delete_made_but_denied: 20,
} as const;

/** What an operator does to a webhook. */
const WEBHOOK_FAULTS = ['webhook_revoked', 'webhook_placeholder'] as const;

/** What goes wrong for a while, and is over by itself or when somebody mends it. */
const OUTAGES = [
  /** For ten minutes no webhook may be read. */
  'webhook_reads_denied',
  /** For ten minutes, less than the sender's half hour, pages of HTML answer instead of one channel of Slack. */
  'edge_html_briefly',
  /** So they do for longer than half an hour, until messages are dead-lettered and somebody mends it. */
  'edge_html_long',
] as const;

/** How Slack answers a message whose image it cannot fetch. */
const IMAGE_FAULTS = ['image_refused', 'image_unanswered'] as const;

export type PostFault = (typeof POST_FAULTS)[number];
export type LostEvent = (typeof LOST_EVENTS)[number];
export type EnqueueFault = (typeof ENQUEUE_FAULTS)[number];
export type DeadLetteringFault = (typeof DEAD_LETTERING_FAULTS)[number];
export type RecurringFault = keyof typeof RECURRING_FAULTS;
export type WebhookFault = (typeof WEBHOOK_FAULTS)[number];
export type Outage = (typeof OUTAGES)[number];
export type ImageFault = (typeof IMAGE_FAULTS)[number];
export type FaultKind =
  | PostFault
  | LostEvent
  | EnqueueFault
  | DeadLetteringFault
  | RecurringFault
  | WebhookFault
  | Outage
  | ImageFault;

export const ALL_FAULTS: readonly FaultKind[] = [
  ...POST_FAULTS,
  ...LOST_EVENTS,
  ...ENQUEUE_FAULTS,
  ...DEAD_LETTERING_FAULTS,
  ...(Object.keys(RECURRING_FAULTS) as RecurringFault[]),
  ...WEBHOOK_FAULTS,
  ...OUTAGES,
  ...IMAGE_FAULTS,
];
