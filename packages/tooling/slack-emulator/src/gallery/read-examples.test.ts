import { findSlackProblems } from '@shipbell/core/testing';
import { describe, expect, it } from 'vitest';
import { examplesOf, groupOf, readExamples } from './read-examples.ts';

describe('examplesOf', () => {
  it('makes an example of each notification, and of a message alone', () => {
    const notification = { identity: ['codedeploy', 'd-1'], message: { text: '❌ *backend* deployment failed' } };
    expect(examplesOf('failed', JSON.stringify([notification]))).toEqual([
      { title: 'failed', kind: 'deployment', status: 'failed', payload: notification.message },
    ]);
    expect(examplesOf('twice', JSON.stringify([notification, notification])).map(({ title }) => title)).toEqual([
      'twice 1',
      'twice 2',
    ]);
    expect(examplesOf('late', JSON.stringify({ text: '⏱️ *nightly-etl* timed out' })).map(groupOf)).toEqual([
      'execution-timed-out',
    ]);
  });
});

describe('readExamples', () => {
  it('finds the fixtures of both handlers, and knows the status of each', async () => {
    const examples = await readExamples();
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(
      new Set(['approval', 'deployment', 'execution', 'instance', 'other', 'pipeline']),
    );
    expect(examples.filter(({ status }) => status === 'unknown')).toEqual([]);
    expect(examples.flatMap(({ payload }) => findSlackProblems(JSON.stringify(payload)))).toEqual([]);
  });
});
