import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCertificate } from '@shipbell/testing';
import { toPages, type WireEvent } from './make-history.ts';

interface Request {
  readonly reverseOrder?: boolean;
  readonly nextToken?: string;
  readonly MessageBody?: string;
}

/**
 * Starts Step Functions and SQS on loopback over HTTPS, with the history in pages from both ends and a queue that takes
 * every message. `latencyMs` pass before each answer.
 */
export async function startFakeAws(events: readonly WireEvent[], latencyMs = 0) {
  const certificate = await createCertificate();
  const ends = { forward: answers(toPages(events)), backward: answers(toPages(events.toReversed())) };
  const calls: string[] = [];

  const answer = (operation: string, { reverseOrder, nextToken, MessageBody = '' }: Request): string => {
    calls.push(operation);
    if (operation === 'GetExecutionHistory') {
      return (reverseOrder ? ends.backward : ends.forward)[Number(nextToken ?? 0)] ?? '{"events":[]}';
    }
    if (operation === 'ListExecutions') return '{"executions":[]}';
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    return JSON.stringify({ MessageId: '1', MD5OfMessageBody });
  };

  const server = createServer(certificate, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    await sleep(latencyMs);
    if (request.method === 'GET') return response.writeHead(404).end(); // opens a connection
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(answer(operation, JSON.parse(Buffer.concat(chunks).toString())));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  return { url, certificate: certificate.cert, calls, stop: () => server.close() };
}

/** Returns the pages as JSON, made beforehand: what is measured is the function. */
function answers(pages: readonly (readonly WireEvent[])[]): string[] {
  return pages.map((events, page) =>
    JSON.stringify({ events, ...(page + 1 < pages.length && { nextToken: String(page + 1) }) }),
  );
}
