import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { doneRecords } from './sqs-batch.ts';

const records = ['a', 'b', 'c'].map((messageId) => ({ messageId }) as SQSRecord);
function done(result: unknown, reportsItems = true) {
  return doneRecords(records, { result }, reportsItems).map(({ messageId }) => messageId);
}

describe('doneRecords', () => {
  it.each([null, {}, { batchItemFailures: null }, { batchItemFailures: [] }])(
    'returns the whole batch after the response %j',
    (result) => {
      expect(done(result)).toEqual(['a', 'b', 'c']);
    },
  );

  it('leaves out the records that the response names', () => {
    expect(done({ batchItemFailures: [{ itemIdentifier: 'b' }, { itemIdentifier: 'c' }] })).toEqual(['a']);
  });

  it.each([
    'text',
    { batchItemFailures: 'b' },
    { batchItemFailures: [{ itemIdentifier: '' }] },
    { batchItemFailures: [{ itemIdentifier: null }] },
    { batchItemFailures: [{ id: 'b' }] },
    { batchItemFailures: [{ itemIdentifier: 'of another batch' }] },
  ])('returns nothing after a response that Lambda cannot use: %j', (result) => {
    expect(done(result)).toEqual([]);
  });

  it('ignores the response when the mapping has no ReportBatchItemFailures', () => {
    expect(done({ batchItemFailures: [{ itemIdentifier: 'b' }] }, false)).toEqual(['a', 'b', 'c']);
  });

  it.each([true, false])('returns nothing when the function failed (ReportBatchItemFailures: %s)', (reportsItems) => {
    expect(doneRecords(records, { error: { errorType: 'Error', errorMessage: 'no' } }, reportsItems)).toEqual([]);
  });
});
