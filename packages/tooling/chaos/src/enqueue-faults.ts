import type { AwsRequest, HttpResponse } from '@shipbell/aws-emulator';
import { denied, failed } from './aws-answers.ts';
import type { Interfere } from './aws-faults.ts';
import type { EnqueueFault } from './fault-kinds.ts';
import type { Invocations } from './invocations.ts';
import type { LedgerBook } from './ledger.ts';
import { idsIn } from './notification.ts';
import type { Plan } from './plan.ts';

export interface EnqueueOptions {
  readonly plan: Pick<Plan, 'enqueueFaults'>;
  readonly ledger: LedgerBook;
  readonly invocations: Pick<Invocations, 'hamper' | 'killHandlers'>;
}

/** What the handlers put on the queue, one by one, and others in batches, with which nobody interferes. */
export function enqueueFaults({ plan, ledger, invocations }: EnqueueOptions): Interfere {
  const waiting = new Map([...plan.enqueueFaults].map(([id, faults]) => [id, [...faults]]));

  const nextFault = (id: string): EnqueueFault | undefined => {
    const faults = waiting.get(id);
    const fault = faults?.[0];
    if (fault === undefined) return undefined;
    if (fault !== 'enqueue_denied_for_good') faults?.shift();
    ledger.play(fault);
    invocations.hamper(id, fault);
    return fault;
  };

  return async (request, answer) => {
    const pass = async () => {
      const response = await answer(request);
      for (const taken of takenBy(request, response)) ledger.record({ kind: 'enqueued', ...taken });
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

/** The messages that SQS has taken, with their places in the queue. */
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
