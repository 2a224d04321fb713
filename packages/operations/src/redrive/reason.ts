import { ATTRIBUTES } from '@shipbell/core';
import * as v from 'valibot';
import { printable } from '../command-line/printable.ts';
import { attribute, type DeadLetteredMessage, maybeText, parseBody } from './dead-lettered-message.ts';
import { replayOf } from './replay.ts';

/** Why a message was dead-lettered, printable. */
export interface Reason {
  /** A code of the sender, of Lambda or of EventBridge, or one of `REASONS`. */
  readonly code: string;
  /** The error in the words of the service that refused it. */
  readonly detail: string | undefined;
}

/** The codes for messages on which nobody wrote a reason. */
export const REASONS = {
  /**
   * It was received as often as the queue allows, and SQS moved it, because the sender could not do that itself and write
   * the last answer on it.
   */
  receivesUsedUp: 'receives_used_up',
  /** SNS could not deliver it, and writes no reason on what it dead-letters. */
  notHandedOn: 'not_handed_on',
  /** It is not the kind of message that its queue is for. */
  unreadable: 'unreadable',
} as const;

/** Returns why the message was dead-lettered, in the words of the service that did it. */
export function reasonOf(message: DeadLetteredMessage, environment: string): Reason {
  const replay = replayOf(message, environment);
  if (replay.kind === 'impossible') return { code: REASONS.unreadable, detail: replay.why };
  const { code, detail } = writtenReason(message);
  return { code: printable(code, 60), detail: detail && printable(detail, 200) };
}

function writtenReason(message: DeadLetteredMessage): Reason {
  switch (message.queue.content) {
    case 'messages': {
      const { reason, detail } = ATTRIBUTES;
      const code = attribute(message, reason);
      return code === undefined
        ? { code: REASONS.receivesUsedUp, detail: 'SQS moved it: the sender’s log has its last answer' }
        : { code, detail: attribute(message, detail) };
    }
    case 'notifications':
      return {
        code: attribute(message, 'ErrorCode') ?? REASONS.notHandedOn,
        detail: attribute(message, 'ErrorMessage'),
      };
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    case 'events':
      return {
        code: attribute(message, 'ERROR_CODE') ?? REASONS.notHandedOn,
        detail: attribute(message, 'ERROR_MESSAGE'),
      };
    case 'invocations':
      return invocationReason(message);
  }
}

const failedInvocation = v.object({
  requestContext: v.fallback(v.object({ condition: maybeText }), { condition: undefined }),
  responsePayload: v.fallback(v.object({ errorType: maybeText, errorMessage: maybeText }), {
    errorType: undefined,
    errorMessage: undefined,
  }),
});

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function invocationReason({ body }: DeadLetteredMessage): Reason {
  const { requestContext, responsePayload } = parseBody(failedInvocation, body) ?? {};
  const error = [responsePayload?.errorType, responsePayload?.errorMessage].filter((part) => part).join(': ');
  return { code: requestContext?.condition ?? REASONS.notHandedOn, detail: error || undefined };
}
