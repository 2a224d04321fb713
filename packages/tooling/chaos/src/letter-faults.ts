import { ATTRIBUTES } from '@shipbell/core';
import { denied } from './aws-answers.ts';
import type { Interfere } from './aws-faults.ts';
import type { Invocations } from './invocations.ts';
import type { LedgerBook } from './ledger.ts';
import { idsIn } from './notification.ts';
import type { Plan } from './plan.ts';

export interface LetterOptions {
  readonly plan: Pick<Plan, 'letterFaults'>;
  readonly ledger: LedgerBook;
  readonly invocations: Pick<Invocations, 'sending'>;
}

/** What the sender puts on its dead-letter queue, and what Lambda puts on the queues for events that failed. */
export function letterFaults({ plan, ledger, invocations }: LetterOptions): { keep: Interfere; keepEvent: Interfere } {
  const waiting = new Map([...plan.letterFaults].map(([id, faults]) => [id, [...faults]]));

  const keep: Interfere = async (request, answer) => {
    const { MessageBody, MessageAttributes } = JSON.parse(request.body.toString());
    const [id = ''] = idsIn(MessageBody);
    const fault = waiting.get(id)?.shift();
    if (fault) ledger.play(fault);
    if (fault === 'letter_denied') {
      ledger.record({ kind: 'letter_denied', id });
      return denied();
    }
    const response = await answer(request);
    const reason: string = MessageAttributes?.[ATTRIBUTES.reason]?.StringValue ?? 'none';
    if (response.status === 200)
      ledger.record({ kind: 'dead_lettered', id, invocation: invocations.sending(id)?.number, reason });
    return fault === 'letter_taken_but_denied' ? denied() : response;
  };

  const keepEvent: Interfere = async (request, answer) => {
    const response = await answer(request);
    const { requestPayload, requestContext } = JSON.parse(JSON.parse(request.body.toString()).MessageBody);
    for (const id of response.status === 200 ? idsIn(JSON.stringify(requestPayload)) : [])
      ledger.record({ kind: 'dead_lettered', id, invocation: undefined, reason: requestContext.condition });
    return response;
  };

  return { keep, keepEvent };
}
