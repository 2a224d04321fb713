import { DEFAULT_DESTINATION } from '../../../packages/core/src/queue/queue-message.ts';
import type { DeadLetterReason } from '../../../packages/slack-sender/src/deliver.ts';
import type { Malformed } from '../../../packages/slack-sender/src/parse-message.ts';
import type { DeadLetterQueue } from './dead-letter-queues.ts';
import type { LetterGroup } from './letter-groups.ts';
import { REASONS } from './reason.ts';

/** What happened to these letters, and what has to be done before they are put back. */
export const adviceFor = ({ reason, destination, letters }: LetterGroup, environment: string): string => {
  const { queue } = letters[0];
  if (reason.code === REASONS.unreadable) {
    return 'Cannot be put back. Look at it in the SQS console, and delete it there.';
  }
  switch (queue.content) {
    case 'messages':
      return ofMessages(reason.code, environment, destination);
    case 'notifications':
      return `SNS could not hand it to ${queue.target}, and does not write why. ${BRING_BACK}`;
    case 'events':
      return ofEvents(reason.code, queue);
    case 'invocations':
      return ofInvocations(reason.code, queue);
  }
};

const BRING_BACK =
  'First see that the function is there and may be invoked: terraform apply brings both back, if somebody took them away.';

type SenderReason = DeadLetterReason | Malformed['reason'];

/** Every code that the sender writes. */
const SENDER: Record<SenderReason, (setWebhook: string) => string> = {
  webhook_placeholder: (setWebhook) => `No webhook is stored for this channel yet. First type: ${setWebhook}`,
  webhook_missing: (setWebhook) =>
    `Terraform's parameter for the webhook is gone. First type: terraform apply, then ${setWebhook}`,
  webhook_denied: (setWebhook) =>
    'The sender may not read this webhook. First name the destination in deployments or state_machines, apply ' +
    `Terraform, then type: ${setWebhook}`,
  destination_refused: (setWebhook) =>
    'Slack knows no such webhook any more, or its channel is archived. First bring the channel back, or store a new ' +
    `webhook: ${setWebhook}`,
  payload_refused: () =>
    'The plain text went out in its place; this is the rich form, kept for study. Slack refuses it again unless the ' +
    'sender has learned to mend it, and then the plain text goes out once more.',
  plain_text_refused: () =>
    'Slack refused the rich form and the plain text too. Look at the message: as it is, Slack will refuse it again.',
  wrong_environment: () =>
    'Its ENV names another environment. Mend whoever sends it: put back as it is, it comes back here.',
  malformed_message: () =>
    'It is no Slack message, or its DESTINATION is no name. Mend whoever sends it: put back as it is, it comes back here.',
};

const ofMessages = (code: string, environment: string, destination: string | undefined): string => {
  if (code === REASONS.receivesUsedUp) {
    return (
      'The sender tried 50 times, for hours, and then SQS took it away. First see why in the log group ' +
      `/aws/lambda/shipbell-${environment}-slack-sender, and that Slack is up.`
    );
  }
  const setWebhook = ['scripts/set-webhook', environment, destination === DEFAULT_DESTINATION ? '' : destination];
  const advise = Object.hasOwn(SENDER, code) ? SENDER[code as SenderReason] : undefined;
  return (
    advise?.(setWebhook.filter((word) => word).join(' ')) ?? 'Not a reason of the sender’s. Look at the message first.'
  );
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
const ofEvents = (code: string, { target }: DeadLetterQueue): string => {
  if (['NO_PERMISSIONS', 'NO_RESOURCE'].includes(code)) return `EventBridge could not invoke ${target}. ${BRING_BACK}`;
  return `EventBridge could not invoke ${target}, and tried no longer. First see that the cause is gone.`;
};

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const ofInvocations = (code: string, { target }: DeadLetterQueue): string => {
  if (code === 'RetriesExhausted') {
    return `${target} failed on it every time. First mend the cause; its log group is /aws/lambda/${target}.`;
  }
  if (code === 'EventAgeExceeded') {
    return `It waited too long for ${target} to be free. First see that the function is not throttled any more.`;
  }
  return `Lambda gave up invoking ${target}. First see that the function runs again.`;
};
