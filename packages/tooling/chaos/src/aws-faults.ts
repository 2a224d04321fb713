import { ENVIRONMENT } from '@shipbell/acceptance/stage';
import { awsError, type CloudOptions, type HttpResponse, OUR_ACCESS_KEY } from '@shipbell/aws-emulator';
import { type EnqueueOptions, enqueueFaults } from './enqueue-faults.ts';
import type { LedgerBook } from './ledger.ts';
import { type LetterOptions, letterFaults } from './letter-faults.ts';
import type { Plan } from './plan.ts';
import { type ReceiptOptions, receiptFaults } from './receipt-faults.ts';
import { createRecurrence, type Recurs } from './recurrence.ts';
import { NO_WEBHOOK } from './webhooks.ts';

/** Stands before all of AWS. */
export type Interfere = NonNullable<CloudOptions['interfere']>;

export type AwsFaultsOptions = EnqueueOptions &
  LetterOptions &
  Omit<ReceiptOptions, 'recurs'> & { readonly plan: Plan };

const QUEUE = `shipbell-${ENVIRONMENT}-slack.fifo`;
const DEAD_LETTER_QUEUE = `shipbell-${ENVIRONMENT}-slack-dlq.fifo`;

/** Lets SQS and SSM misbehave by the plan, and writes what becomes of messages there into the ledger. */
export function awsFaults(options: AwsFaultsOptions): Interfere {
  const recurs = createRecurrence(options.plan, options.ledger);
  const enqueue = enqueueFaults(options);
  const { keep, keepEvent } = letterFaults(options);
  const { handBack, deleteBatch } = receiptFaults({ ...options, recurs });
  const readWebhook = webhookFaults(recurs, options.ledger);
  return async (request, answer) => {
    const { service, operation, accessKey } = request;
    const isOurs = accessKey === OUR_ACCESS_KEY;
    if (service === 'ssm' && operation === 'GetParameter' && !isOurs) return readWebhook(request, answer);
    if (service !== 'sqs') return answer(request);
    const queue = queueOf(request.body);
    if (operation.startsWith('SendMessage')) {
      if (queue === QUEUE) return enqueue(request, answer);
      if (queue === DEAD_LETTER_QUEUE) return keep(request, answer);
      if (queue.endsWith('-on-failure')) return keepEvent(request, answer);
    }
    // The mapping's deletes are signed like ours, and we delete nothing from this queue.
    if (queue === QUEUE && operation === 'DeleteMessageBatch') return deleteBatch(request, answer);
    if (queue === QUEUE && operation === 'ChangeMessageVisibilityBatch' && !isOurs) return handBack(request, answer);
    return answer(request);
  };
}

function queueOf(body: Buffer): string {
  const { QueueUrl = '' } = JSON.parse(body.toString());
  return QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
}

/** Tries of the functions' clients at one call. */
const TRIES = 4;

/** Throttles all tries at a read of a webhook, now and then. */
function webhookFaults(recurs: Recurs, ledger: LedgerBook): Interfere {
  const left = new Map<string, number>();
  return async (request, answer): Promise<HttpResponse> => {
    const { Name } = JSON.parse(request.body.toString());
    const tries = left.get(Name) ?? 0;
    if (tries === 0 && !recurs('webhook_read_throttled')) {
      const response = await answer(request);
      if (response.body.toString().includes(NO_WEBHOOK)) ledger.play('webhook_placeholder');
      return response;
    }
    left.set(Name, tries === 0 ? TRIES - 1 : tries - 1);
    return awsError('ThrottlingException', 'Rate exceeded', 400);
  };
}
