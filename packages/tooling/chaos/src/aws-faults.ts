import { ENVIRONMENT } from '@shipbell/acceptance/stage';
import { awsError, type HttpResponse, OUR_ACCESS_KEY } from '@shipbell/aws-emulator';
import type { FactLogWriter } from './fact-log.ts';
import { RECURRING_FAULTS, type RecurringFault } from './fault-kinds.ts';
import { denied, failed, type Interfere } from './interference.ts';
import type { Invocations } from './invocations.ts';
import { NO_WEBHOOK } from './operator.ts';
import { createOutage } from './outage.ts';
import type { Plan } from './plan.ts';
import { isChosen } from './random.ts';
import { type DeadLetteringOptions, deadLetteringFaults, type EnqueueOptions, enqueueFaults } from './send-faults.ts';

export type AwsFaultsOptions = EnqueueOptions &
  DeadLetteringOptions &
  Omit<ReceiptOptions, 'recurs'> & { readonly plan: Plan; readonly now?: () => number };

const QUEUE = `shipbell-${ENVIRONMENT}-slack.fifo`;
const DEAD_LETTER_QUEUE = `shipbell-${ENVIRONMENT}-slack-dlq.fifo`;

/** Returns a function that lets SQS and SSM misbehave by the plan, and logs what becomes of messages there. */
export function awsFaults(options: AwsFaultsOptions): Interfere {
  const recurs = createRecurrence(options.plan, options.log);
  const enqueue = enqueueFaults(options);
  const { deadLetter, onFailure } = deadLetteringFaults(options);
  const { returnBatch, deleteBatch } = receiptFaults({ ...options, recurs });
  const throttles = createThrottling(recurs);
  const readWebhook = webhookFaults(throttles, options);
  return async (request, answer) => {
    const { service, operation, accessKey } = request;
    const isOurs = accessKey === OUR_ACCESS_KEY;
    if (service === 'ssm' && operation === 'GetParameter' && !isOurs) return readWebhook(request, answer);
    if (READ_SERVICES.has(service) && operation !== END_OF_DEPLOYMENT && !isOurs) {
      return throttles('read_throttled', `${accessKey} ${operation}`) ? throttled() : answer(request);
    }
    if (service !== 'sqs') return answer(request);
    const queue = queueOf(request.body);
    if (operation.startsWith('SendMessage')) {
      if (queue === QUEUE) return enqueue(request, answer);
      if (queue === DEAD_LETTER_QUEUE) return deadLetter(request, answer);
      if (queue.endsWith('-on-failure')) return onFailure(request, answer);
    }
    // The mapping's deletes are signed like ours, and we delete nothing from this queue.
    if (queue === QUEUE && operation === 'DeleteMessageBatch') return deleteBatch(request, answer);
    if (queue === QUEUE && operation === 'ChangeMessageVisibilityBatch' && !isOurs) return returnBatch(request, answer);
    return answer(request);
  };
}

function queueOf(body: Buffer): string {
  const { QueueUrl = '' } = JSON.parse(body.toString());
  return QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1);
}

/** Of what the handlers read. */
const READ_SERVICES: ReadonlySet<string> = new Set(['codedeploy', 'codepipeline', 'states']);

/**
 * This read is left in peace: where CodeDeploy's own event is lost, the handler reports the deployment only if it can read
 * when that ended. Without the answer it leaves the message to the event that never comes.
 */
const END_OF_DEPLOYMENT = 'GetDeployment';

/** How often a function's client tries one call. */
const TRIES = 4;

/** Returns whether a read is throttled; it is called at each try of each read. */
type Throttles = (fault: 'read_throttled' | 'webhook_read_throttled', read: string) => boolean;

/** Returns a function that chooses, now and then, all tries at one read. */
function createThrottling(recurs: Recurs): Throttles {
  const left = new Map<string, number>();
  return (fault, read) => {
    const tries = left.get(read) ?? 0;
    if (tries === 0 && !recurs(fault)) return false;
    left.set(read, tries === 0 ? TRIES - 1 : tries - 1);
    return true;
  };
}

function throttled(): HttpResponse {
  return awsError('ThrottlingException', 'Rate exceeded', 400);
}

/** Returns a function that throttles the reads of webhooks now and then, and denies all of them for a while. */
function webhookFaults(
  throttles: Throttles,
  { plan, log, now }: Pick<AwsFaultsOptions, 'plan' | 'log' | 'now'>,
): Interfere {
  const denial = createOutage({ outage: 'webhook_reads_denied', after: plan.deniedAfterReads, log, now });
  return async (request, answer) => {
    if (denial.isOn()) return awsError('AccessDeniedException', 'chaos', 400);
    const { Name } = JSON.parse(request.body.toString());
    if (throttles('webhook_read_throttled', Name)) return throttled();
    const response = await answer(request);
    if (response.body.toString().includes(NO_WEBHOOK)) log.play('webhook_placeholder');
    return response;
  };
}

export interface ReceiptOptions {
  readonly log: FactLogWriter;
  readonly invocations: Pick<Invocations, 'received'>;
  readonly recurs: Recurs;
  /** Is called with messages that no sender works on any more and that the queue still hides. */
  onAbandoned(receipts: readonly string[]): void;
  /** Is called with messages that the sender could not return to the queue and is going to report as failed. */
  onNotReturned(receipts: readonly string[]): void;
}

/**
 * Returns functions that interfere where received messages are returned to the queue, by the sender, or deleted, by the
 * event source mapping.
 */
function receiptFaults(options: ReceiptOptions): { returnBatch: Interfere; deleteBatch: Interfere } {
  const { log, invocations, recurs, onAbandoned, onNotReturned } = options;

  const returnBatch: Interfere = async (request, answer) => {
    if (recurs('return_denied')) {
      onNotReturned(receiptsIn(request.body));
      return denied();
    }
    const response = await answer(request);
    return recurs('return_answer_lost') ? failed() : response;
  };

  const deleteBatch: Interfere = async (request, answer) => {
    const receipts = receiptsIn(request.body);
    if (recurs('delete_denied')) {
      const received = receipts.flatMap((receipt) => invocations.received(receipt) ?? []);
      for (const [invocation, messages] of Map.groupBy(received, (message) => message.invocation))
        log.record({ kind: 'delete_denied', invocation, ids: messages.map(({ id }) => id) });
      onAbandoned(receipts);
      return denied();
    }
    const response = await answer(request);
    return recurs('delete_made_but_denied') ? denied() : response;
  };

  return { returnBatch, deleteBatch };
}

function receiptsIn(body: Buffer): string[] {
  const { Entries } = JSON.parse(body.toString());
  return Entries.map(({ ReceiptHandle }: { ReceiptHandle: string }) => ReceiptHandle);
}

/** Returns whether a fault recurs now; it is called at each occasion. */
export type Recurs = (fault: RecurringFault) => boolean;

/**
 * Returns a function that decides where a fault recurs: as often as its kind should, at occasions that the seed
 * chooses.
 */
function createRecurrence({ random }: Pick<Plan, 'random'>, log: FactLogWriter): Recurs {
  const occasions = new Map<RecurringFault, number>();
  return (fault) => {
    const n = occasions.get(fault) ?? 0;
    occasions.set(fault, n + 1);
    const recurs = isChosen(random, fault, RECURRING_FAULTS[fault], n);
    if (recurs) log.play(fault);
    return recurs;
  };
}
