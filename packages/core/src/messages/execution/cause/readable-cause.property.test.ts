import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costGrowth } from '../../../testing/cost-growth.ts';
import { readableCause } from './readable-cause.ts';

const CUT = /cut off/;

/** A sentence that no other part of a cause holds. */
const anySentence = fc
  .array(fc.stringMatching(/^[a-z]{2,9}$/), { minLength: 2, maxLength: 6 })
  .map((words) => `Disk full while ${words.join(' ')}`);

/** Members that say nothing about a failure; each value of a user's data has the word `s3cret` in it. */
const anyData = fc.dictionary(
  fc.constantFrom(
    'Input',
    'Output',
    'Arguments',
    'HyperParameters',
    'Environment',
    'Overrides',
    'Tags',
    'metadata',
    'Query',
  ),
  fc.constantFrom<unknown>(
    's3cret',
    '{"errorMessage":"s3cret","errorType":"s3cret"}',
    { message: 's3cret words', Message: 's3cret' },
    { Error: 's3cret', Cause: 's3cret words' },
    [{ ErrorMessage: 's3cret', Name: 's3cret', Value: 's3cret' }],
    { deep: { StatusReason: 's3cret', FailureReason: 's3cret', name: 'XError', message: 's3cret' } },
  ),
);

type Describe = (sentence: string) => object;

const DESCRIPTIONS: readonly Describe[] = [
  (errorMessage) => ({ errorMessage, errorType: 'DiskError', stackTrace: [] }),
  (Reason) => ({ JobId: '1', Container: { ExitCode: 1, Reason }, StatusReason: 'Essential container in task exited' }),
  (Reason) => ({ Containers: [{ Name: 'app', Reason }], StopCode: '', StoppedReason: '' }),
  (ErrorMessage) => ({ Id: 'jr_1', JobRunState: 'FAILED', ErrorMessage }),
  (StateChangeReason) => ({ QueryExecution: { Status: { StateChangeReason, State: 'FAILED' } } }),
  (Message) => ({ Step: { Id: 's-1', Status: { FailureDetails: { Message } } } }),
  (Message) => ({ Build: { Phases: [{ PhaseType: 'BUILD', PhaseStatus: 'FAILED', Contexts: [{ Message }] }] } }),
  (StateDetails) => ({ JobRun: { JobRunId: '1', StateDetails } }),
  (FailureReason) => ({ TrainingJobStatus: 'Failed', FailureReason }),
  (Cause) => ({ Cause, Error: 'DiskError', ExecutionArn: 'arn:aws:states:eu-west-1:1:execution:a:b' }),
];

const anyDescription = fc
  .record({ describe: fc.constantFrom(...DESCRIPTIONS), sentence: anySentence, before: anyData, after: anyData })
  .map(({ describe, sentence, before, after }) => ({
    sentence,
    cause: JSON.stringify({ ...before, ...describe(sentence), ...after }),
  }));

const WRAPPINGS: readonly ((cause: string) => string)[] = [
  (Cause) => JSON.stringify({ Cause, Error: 'States.TaskFailed', ExecutionArn: 'arn:aws:states:x', Input: '"s3cret"' }),
  (errorMessage) => JSON.stringify({ errorMessage, errorType: 'Error', trace: [] }),
  (cause) => `Load failed with States.TaskFailed: ${cause}. See the runbook.`,
  (cause) => JSON.stringify(`Load failed: ${cause}`),
  (Cause) =>
    JSON.stringify({ orders: [{ message: 's3cret words', name: 's3cret' }], error: { Cause, Error: 'Failed' } }),
  (cause) =>
    `The cause could not be determined because Lambda did not return an error type. Returned payload: ${JSON.stringify({ errorMessage: cause })}`,
];

const anyWrapped = fc
  .tuple(anyDescription, fc.array(fc.constantFrom(...WRAPPINGS), { maxLength: 4 }))
  .map(([{ sentence, cause }, wrappings]) => ({
    sentence,
    cause: wrappings.reduce((inner, wrap) => wrap(inner), cause),
  }));

describe('readableCause', () => {
  it('finds the sentence, whatever wraps it, and shows no data', () => {
    fc.assert(
      fc.property(anyWrapped, fc.boolean(), ({ sentence, cause }, isMessage) => {
        const readable = readableCause(cause, isMessage);
        expect(readable).toContain(sentence);
        expect(readable).not.toMatch(/s3cret|cut off|[{}]/);
      }),
      { numRuns: 1_000 },
    );
  });

  it('says that a cause was cut off, wherever it was, and shows no data then', () => {
    fc.assert(
      fc.property(anyWrapped, fc.nat(), fc.boolean(), ({ cause }, at, isMessage) => {
        fc.pre(cause.startsWith('{'));
        const readable = readableCause(cause.slice(0, 2 + (at % (cause.length - 2))), isMessage);
        expect(readable).not.toContain('s3cret');
        expect(readable).toMatch(CUT);
      }),
      { numRuns: 1_000 },
    );
  });

  it('shows no data of a text in which the JSON was cut off', () => {
    fc.assert(
      fc.property(anyWrapped, fc.nat(), ({ cause }, at) => {
        expect(readableCause(cause.slice(0, at % cause.length))).not.toContain('s3cret');
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes nothing from a value that holds no error', () => {
    const anyKey = fc.constantFrom(
      'order',
      'items',
      'message',
      'name',
      'note',
      'status',
      'state',
      'id',
      'text',
      'reasons',
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(fc.constant('s3cret words'), fc.array(tie('value'), { maxLength: 3 }), tie('object')),
      object: fc.dictionary(anyKey, tie('value'), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(fc.dictionary(anyKey, value, { minKeys: 1 }), (data) => {
        expect(readableCause(JSON.stringify(data))).toBe('');
        expect(readableCause(JSON.stringify({ data }), true)).toBe('');
      }),
    );
  });

  it('costs no more than in proportion to any text', () => {
    const parts = [
      '{',
      '"',
      '\\',
      ' ',
      '[',
      '{"',
      '{ "',
      '\\"',
      '{"a":',
      '[{',
      '"{',
      '"{\\"',
      '{"a":"',
      " in the input '",
      ' == ',
    ];
    const starts = ['', '{"errorMessage":"', '{"Cause":"', "The Parameters '", ' refers to value "', 'RequestId: '];
    for (const part of parts) {
      for (const start of starts) {
        const growth = costGrowth((length) => readableCause(start + part.repeat(length / part.length), true));
        expect.soft(growth, start + part).toBeLessThan(4);
      }
    }
  });
});
