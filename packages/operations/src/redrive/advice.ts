import { DEFAULT_DESTINATION } from '@shipbell/core';
import type { DeadLetterReason } from '@shipbell/slack-sender/contract';
import { readLog, setWebhookCommand, terraformApply } from '../command-line/commands.ts';
import { namesOf } from '../names.ts';
import type { CauseGroup } from './cause-groups.ts';
import { REASONS } from './reason.ts';

/** What to do about dead-lettered messages before they are redriven. */
export interface Advice {
  /** What happened to the messages, and what has to be done before they are redriven. */
  readonly text: string;
  /** The command that does it. */
  readonly command?: string;
}

/** Returns what somebody has to do about the messages of a group before they are redriven. */
export function adviceFor({ reason, destination, messages }: CauseGroup, environment: string): Advice {
  const { content, target } = messages[0].queue;
  if (reason.code === REASONS.unreadable) {
    return { text: 'It cannot be redriven. Look at it in the SQS console, and delete it there.' };
  }
  switch (content) {
    case 'messages':
      return forMessages(reason.code, environment, destination);
    case 'notifications':
      return {
        text: `SNS could not hand it to ${target}, and does not write why. ${FUNCTION_IS_THERE}`,
        command: terraformApply(environment),
      };
    case 'events':
      return forEvents(reason.code, environment, target);
    case 'invocations':
      return forInvocations(reason.code, target);
  }
}

const FUNCTION_IS_THERE =
  'First see that the function is there and may be invoked; where somebody took that away, type:';

const SENDS_BAD_ONES = 'Mend whoever sends it: redriven as it is, it comes back here.';
const NO_WEBHOOK_YET =
  'The sender knows no webhook of this channel. First name the destination in deployments or state_machines, apply ' +
  'Terraform, and type:';

interface SenderAdvice {
  readonly text: string;
  /** Whether a webhook has to be stored first. */
  readonly setWebhook?: true;
  /** Whether the sender's log has to be read first. */
  readonly readsLog?: true;
}

/** The advice for each code that the sender writes. */
const FOR_SENDER_REASONS: Readonly<Record<DeadLetterReason, SenderAdvice>> = {
  webhook_placeholder: { text: 'No webhook is stored for this channel yet. First type:', setWebhook: true },
  webhook_missing: { text: NO_WEBHOOK_YET, setWebhook: true },
  webhook_denied: { text: NO_WEBHOOK_YET, setWebhook: true },
  destination_refused: {
    text: 'Slack knows no such webhook any more, or its channel is archived. First bring the channel back, or store a new webhook:',
    setWebhook: true,
  },
  workflow_trigger: {
    text:
      'The stored address is a workflow’s trigger, which took the message and showed none. First store an incoming ' +
      'webhook:',
    setWebhook: true,
  },
  not_slack: {
    text:
      'What answered for half an hour was not Slack: a proxy, a redirect, or an address that is no webhook. First see ' +
      'that this network reaches Slack, or store the webhook again:',
    setWebhook: true,
  },
  payload_refused: {
    text:
      'The plain text went out in its place; this is the rich form, kept for study. Slack refuses it again unless the ' +
      'sender can mend it by now, and then the plain text goes out once more.',
  },
  plain_text_refused: {
    text: 'Slack refused the rich form and the plain text too. As it is, it is refused again.',
  },
  wrong_environment: { text: `Its ENV names another environment. ${SENDS_BAD_ONES}` },
  receives_used_up: {
    text: 'The sender tried 50 times, for hours. First see that Slack is up, and why it failed:',
    readsLog: true,
  },
  malformed_message: { text: `It is no Slack message, or its DESTINATION is no name. ${SENDS_BAD_ONES}` },
};

function forMessages(code: string, environment: string, destination = DEFAULT_DESTINATION): Advice {
  const advice = Object.hasOwn(FOR_SENDER_REASONS, code) ? FOR_SENDER_REASONS[code as DeadLetterReason] : undefined;
  if (!advice) return { text: 'This is none of the sender’s reasons. Look at the message first.' };
  const { text, setWebhook, readsLog } = advice;
  return {
    text,
    ...(setWebhook && { command: setWebhookCommand(environment, destination) }),
    ...(readsLog && { command: readLog(namesOf(environment).slack_sender) }),
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
function forEvents(code: string, environment: string, target: string): Advice {
  return ['NO_PERMISSIONS', 'NO_RESOURCE'].includes(code)
    ? { text: `EventBridge could not invoke ${target}. ${FUNCTION_IS_THERE}`, command: terraformApply(environment) }
    : { text: `EventBridge could not invoke ${target}, and gave up. First see that the cause is gone.` };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
function forInvocations(code: string, target: string): Advice {
  if (code === 'RetriesExhausted') {
    return { text: `${target} failed on it every time. First mend the cause:`, command: readLog(target) };
  }
  if (code === 'EventAgeExceeded') {
    return { text: `It waited too long for ${target}. First see that the function is not throttled any more.` };
  }
  return { text: `Lambda gave up invoking ${target}. First see that the function runs again.` };
}
