import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { explainError } from './explain-error.ts';
import { UsageError } from './usage-error.ts';

async function errorOf(endpoint: string): Promise<unknown> {
  const credentials = { accessKeyId: 'a', secretAccessKey: 's' };
  const sqs = new SQSClient({ region: 'eu-west-1', endpoint, credentials, maxAttempts: 1 });
  return sqs.send(new ListQueuesCommand({})).catch((error: unknown) => error);
}

describe('explainError', () => {
  it.each([
    ['nobody listens', 'http://127.0.0.1:9'],
    ['there is no such host', 'http://sqs.invalid'],
  ])('says what to look at where %s', async (_what, endpoint) => {
    expect(explainError(await errorOf(endpoint))).toContain('AWS does not answer: see whether the region is right');
  });

  it('gives AWS’s own words for what AWS refuses, and a usage error’s as they are', () => {
    const denied = Object.assign(new Error('not authorized'), { name: 'AccessDenied' });
    expect(explainError(denied)).toBe('AccessDenied: not authorized');
    expect(explainError(new UsageError('Usage: …'))).toBe('Usage: …');
  });
});
