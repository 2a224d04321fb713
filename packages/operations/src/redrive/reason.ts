import { ATTRIBUTES } from '@shipbell/core';
import * as v from 'valibot';
import { maybeText, parseAs } from './json.ts';
import { attribute, type Letter } from './letter.ts';
import { printable } from './printable.ts';
import { replayOf } from './replay.ts';

/** Why a letter lies where it lies, printable. */
export interface Reason {
  /** A listed code of the sender's, of Lambda's or of EventBridge's, or one of `REASONS`. */
  readonly code: string;
  /** The error in the words of whoever refused it. */
  readonly detail: string | undefined;
}

/** Where nobody wrote a reason on a letter. */
export const REASONS = {
  /** SQS moved it, after the most receives that the queue allows. */
  receivesUsedUp: 'receives_used_up',
  /** SNS writes nothing on its dead letters. */
  notHandedOn: 'not_handed_on',
  /** It is not what belongs into its queue. */
  unreadable: 'unreadable',
} as const;

/** Where each service writes its reason. */
export function reasonOf(letter: Letter, environment: string): Reason {
  const replay = replayOf(letter, environment);
  if (replay.kind === 'impossible') return { code: REASONS.unreadable, detail: replay.why };
  const { code, detail } = writtenReason(letter);
  return { code: printable(code, 60), detail: detail && printable(detail, 200) };
}

function writtenReason(letter: Letter): Reason {
  switch (letter.queue.content) {
    case 'messages': {
      const { reason, detail } = ATTRIBUTES;
      return { code: attribute(letter, reason) ?? REASONS.receivesUsedUp, detail: attribute(letter, detail) };
    }
    case 'notifications':
      return {
        code: attribute(letter, 'ErrorCode') ?? REASONS.notHandedOn,
        detail: attribute(letter, 'ErrorMessage'),
      };
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
    case 'events':
      return {
        code: attribute(letter, 'ERROR_CODE') ?? REASONS.notHandedOn,
        detail: attribute(letter, 'ERROR_MESSAGE'),
      };
    case 'invocations':
      return invocationReason(letter);
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
function invocationReason({ body }: Letter): Reason {
  const { requestContext, responsePayload } = parseAs(failedInvocation, body) ?? {};
  const error = [responsePayload?.errorType, responsePayload?.errorMessage].filter((part) => part).join(': ');
  return { code: requestContext?.condition ?? REASONS.notHandedOn, detail: error || undefined };
}
