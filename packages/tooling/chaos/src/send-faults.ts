import type { AwsRequest, HttpResponse } from '@shipbell/aws-emulator';
import { ATTRIBUTES } from '@shipbell/core';
import type { FactLogWriter } from './fact-log.ts';
import type { EnqueueFault } from './fault-kinds.ts';
import { denied, failed, type Interfere } from './interference.ts';
import type { Invocations } from './invocations.ts';
import { idsIn } from './notification.ts';
import type { Plan } from './plan.ts';

export interface EnqueueOptions {
  readonly plan: Pick<Plan, 'enqueueFaults'>;
  readonly log: FactLogWriter;
  readonly invocations: Pick<Invocations, 'hamper' | 'killHandlers'>;
}

/**
 * Returns a function that interferes where a handler puts a message on the queue. Others send theirs in batches, which
 * pass unharmed.
 */
export function enqueueFaults({ plan, log, invocations }: EnqueueOptions): Interfere {
  const waiting = new Map([...plan.enqueueFaults].map(([id, faults]) => [id, [...faults]]));

  const nextFault = (id: string): EnqueueFault | undefined => {
    const faults = waiting.get(id);
    const fault = faults?.[0];
    if (fault === undefined) return undefined;
    if (fault !== 'enqueue_denied_for_good') faults?.shift();
    log.play(fault);
    invocations.hamper(id, fault);
    return fault;
  };

  return async (request, answer) => {
    const pass = async () => {
      const response = await answer(request);
      for (const taken of takenBy(request, response)) log.record({ kind: 'enqueued', ...taken });
      return response;
    };
    if (request.operation !== 'SendMessage') return pass();
    const [id = ''] = idsIn(JSON.parse(request.body.toString()).MessageBody);
    switch (nextFault(id)) {
      case undefined:
        return pass();
      case 'enqueue_refused':
        return failed();
      case 'enqueue_denied':
      case 'enqueue_denied_for_good':
        return denied();
      case 'enqueue_answer_lost':
        await pass();
        return failed();
      case 'enqueue_taken_but_denied':
        await pass();
        return denied();
      case 'handler_killed_before_enqueue':
        invocations.killHandlers(id);
        return denied();
      case 'handler_killed_after_enqueue':
        await pass();
        invocations.killHandlers(id);
        return denied();
    }
  };
}

interface Taken {
  readonly id: string;
  readonly group: string;
  readonly sequence: string;
}

/** Returns the messages that SQS has taken, with their sequence numbers. */
function takenBy({ body, operation }: AwsRequest, response: HttpResponse): Taken[] {
  if (response.status !== 200) return [];
  const input = JSON.parse(body.toString());
  const output = JSON.parse(response.body.toString());
  const toTaken = (entry: { MessageBody: string; MessageGroupId: string }, sequence: string): Taken => ({
    id: idsIn(entry.MessageBody)[0] ?? entry.MessageBody,
    group: entry.MessageGroupId,
    sequence,
  });
  if (operation === 'SendMessage') return [toTaken(input, output.SequenceNumber)];
  const entries = new Map(input.Entries.map((entry: { Id: string }) => [entry.Id, entry]));
  return output.Successful.map(({ Id, SequenceNumber }: { Id: string; SequenceNumber: string }) =>
    toTaken(entries.get(Id) as never, SequenceNumber),
  );
}

export interface DeadLetteringOptions {
  readonly plan: Pick<Plan, 'deadLetteringFaults'>;
  readonly log: FactLogWriter;
  readonly invocations: Pick<Invocations, 'sending'>;
}

/**
 * Returns functions that interfere where the sender dead-letters a message, and log what Lambda puts on the on-failure
 * queues.
 */
export function deadLetteringFaults({ plan, log, invocations }: DeadLetteringOptions): {
  deadLetter: Interfere;
  onFailure: Interfere;
} {
  const waiting = new Map([...plan.deadLetteringFaults].map(([id, faults]) => [id, [...faults]]));

  const deadLetter: Interfere = async (request, answer) => {
    const { MessageBody, MessageAttributes } = JSON.parse(request.body.toString());
    const [id = ''] = idsIn(MessageBody);
    const fault = waiting.get(id)?.shift();
    if (fault) log.play(fault);
    if (fault === 'dead_lettering_denied') {
      log.record({ kind: 'dead_lettering_denied', id });
      return denied();
    }
    const response = await answer(request);
    const reason: string = MessageAttributes?.[ATTRIBUTES.reason]?.StringValue ?? 'none';
    if (response.status === 200)
      log.record({ kind: 'dead_lettered', id, invocation: invocations.sending(id)?.number, reason });
    return fault === 'dead_lettered_but_denied' ? denied() : response;
  };

  const onFailure: Interfere = async (request, answer) => {
    const response = await answer(request);
    const { requestPayload, requestContext } = JSON.parse(JSON.parse(request.body.toString()).MessageBody);
    for (const id of response.status === 200 ? idsIn(JSON.stringify(requestPayload)) : [])
      log.record({ kind: 'dead_lettered', id, invocation: undefined, reason: requestContext.condition });
    return response;
  };

  return { deadLetter, onFailure };
}
