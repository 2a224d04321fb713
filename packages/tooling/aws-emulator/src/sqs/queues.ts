import { buildApp } from 'fauxqs';
import type { Service } from '../gateway/gateway.ts';
import { type HttpResponse, ownHeaders } from '../gateway/http.ts';
import { isTargetQueue } from '../moto/target-queues.ts';

/** The one account and the one host that fauxqs knows. */
const FAUXQS_ACCOUNT = '000000000000';
const FAUXQS_HOST = /\bsqs\.[\w-]+\.localhost\b/g;

/** Operations with ARNs and URLs in them, and no message in which the same digits may stand by chance. */
const ADMINISTRATION = /^(CreateQueue|DeleteQueue|GetQueueUrl|ListQueues|[GS]etQueueAttributes)$/;

interface QueueOptions {
  readonly account: string;
  readonly moto: Service;
  /** How long one second of visibility timeout lasts here, in seconds. */
  readonly timeScale: number;
  /** Ends the long polls under way, which would keep this process alive for up to 20 s. */
  readonly closing: AbortSignal;
}

/**
 * SQS, by fauxqs: moto's FIFO queues lose order and deduplication. Every queue is also made in moto, where an event
 * source mapping wants to see it. Taps are in moto alone, which fills them.
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

/** The longest that SQS takes, 12 hours in seconds. What is longer stays as it is, to be refused. */
const LONGEST_VISIBILITY = 43_200;

function scaleVisibility(operation: string, body: string, timeScale: number): string {
  if (!operation.startsWith('ChangeMessageVisibility')) return body;
  const scale = (seconds: number) => (seconds > LONGEST_VISIBILITY ? seconds : seconds * timeScale);
  return JSON.stringify(JSON.parse(body), (key, value) => (key === 'VisibilityTimeout' ? scale(value) : value));
}
