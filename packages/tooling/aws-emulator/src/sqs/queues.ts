import { buildApp } from 'fauxqs';
import type { Service } from '../gateway/gateway.ts';
import { type HttpResponse, ownHeaders } from '../gateway/http.ts';
import { isTargetQueue } from '../moto/target-queues.ts';

/** The only account and the only host that fauxqs has. */
const FAUXQS_ACCOUNT = '000000000000';
const FAUXQS_HOST = /\bsqs\.[\w-]+\.localhost\b/g;

/** The operations that hold ARNs and URLs. They hold no message, which may have an account's digits in it by chance. */
const ADMINISTRATION = /^(CreateQueue|DeleteQueue|GetQueueUrl|ListQueues|[GS]etQueueAttributes)$/;

interface QueueOptions {
  readonly account: string;
  readonly moto: Service;
  /** How many seconds one second of visibility timeout lasts here. */
  readonly timeScale: number;
  /** Ends the long polls that are waiting, which would keep this process alive for up to 20 s. */
  readonly closing: AbortSignal;
}

/**
 * Returns SQS: fauxqs, because moto's FIFO queues lose order and deduplication. Every queue is made in moto too, where an event
 * source mapping must find it. The target queues of functions are in moto alone, which fills them.
 */
export function queueService({ account, moto, timeScale, closing }: QueueOptions): Service {
  const fauxqs = buildApp({ logger: false });
  closing.addEventListener('abort', () => fauxqs.close());
  const ask = async (headers: Record<string, string>, payload: string): Promise<HttpResponse> => {
    const response = await fauxqs.inject({ method: 'POST', url: '/', headers, payload });
    return { status: response.statusCode, headers: ownHeaders(response.headers), body: response.body };
  };
  return async (request) => {
    const { operation, headers } = request;
    const body = request.body.toString();
    const { QueueName, QueueUrl } = JSON.parse(body);
    if (isTargetQueue(QueueName ?? QueueUrl ?? '')) return moto(request);
    if (operation === 'CreateQueue') await moto(request);
    if (!ADMINISTRATION.test(operation)) return ask(headers, scaleVisibility(operation, body, timeScale));
    const response = await ask(headers, body.replaceAll(account, FAUXQS_ACCOUNT));
    const shown = response.body.toString().replaceAll(FAUXQS_ACCOUNT, account).replace(FAUXQS_HOST, '127.0.0.1');
    return { ...response, body: shown };
  };
}

/** The longest visibility timeout of SQS, 12 hours. A longer one is not scaled, so that it is refused. */
const LONGEST_VISIBILITY_SECONDS = 43_200;

function scaleVisibility(operation: string, body: string, timeScale: number): string {
  if (!operation.startsWith('ChangeMessageVisibility')) return body;
  const scale = (seconds: number) => (seconds > LONGEST_VISIBILITY_SECONDS ? seconds : seconds * timeScale);
  return JSON.stringify(JSON.parse(body), (key, value) => (key === 'VisibilityTimeout' ? scale(value) : value));
}
