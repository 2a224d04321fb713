import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { doneRecords } from './sqs-batch.ts';

const records = ['a', 'b', 'c'].map((messageId) => ({ messageId }) as SQSRecord);
function done(result: unknown, reportsItems = true) {
  return doneRecords(records, { result }, reportsItems).map(({ messageId }) => messageId);
}

describe('doneRecords', () => {
  it.each([null, {}, { batchItemFailures: null }, { batchItemFailures: [] }])(
    'is the whole batch after %j',
    (result) => {
      expect(done(result)).toEqual(['a', 'b', 'c']);
    },
  );

  it('leaves out what the response names', () => {
    expect(done({ batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'c' }] })).toEqual(['a']);
  });

  it.each([
    'text',
    { batchItemFailures: 'b' },
    { batchItemFailures: [{ itemIdentifier: '' }] },
    { batchItemFailures: [{ itemIdentifier: null }] },
    { batchItemFailures: [{ id: 'b' }] },
    { batchItemFailures: [{ itemIdentifier: 'of another batch' }] },
  ])('is nothing after a response that Lambda cannot use: %j', (result) => {
    expect(done(result)).toEqual([]);
  });

  it('does not look at the response of a mapping without ReportBatchItemFailures', () => {
    expect(done({ batchItemFailures: [{ itemIdentifier: 'b' }] }, false)).toEqual(['a', 'b', 'c']);
  });

  it.each([true, false])('is nothing when the function failed (reporting items: %s)', (reportsItems) => {
    expect(doneRecords(records, { error: { errorType: 'Error', errorMessage: 'no' } }, reportsItems)).toEqual([]);
  });
});
