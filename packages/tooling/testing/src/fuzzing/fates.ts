import fc from 'fast-check';
import { type Mutation, mutate, typedMutations } from './mutate.ts';

/** The outcome of one read of AWS: its answer, another answer of the same types, or the error of that name. */
export type Fate = 'answered' | readonly Mutation[] | { readonly error: string };

const ERRORS = [
  'AccessDeniedException',
  'ThrottlingException',
  'ValidationException',
  'AbortError',
  'InvalidToken',
  'PipelineNotFoundException',
  'ExecutionDoesNotExist',
  'constructor',
];

/** The fates of successive reads; after the last one the list begins again. */
export const fates: fc.Arbitrary<Fate[]> = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.constant('answered') },
    { weight: 3, arbitrary: typedMutations },
    { weight: 1, arbitrary: fc.record({ error: fc.constantFrom(...ERRORS) }) },
  ),
  { minLength: 1, maxLength: 8 },
);

/** The message of every error that AWS gives here. */
export const FATAL = 'from AWS';

/**
 * Returns `meet`, which lets each read meet the next fate of the list. After `most` reads none is answered in time any
 * more.
 */
export function fateOfReads(fates: readonly Fate[], most: number) {
  let asked = 0;
  const meet = async <Answer>(read: () => Promise<Answer>): Promise<Answer> => {
    const fate = fates[asked++ % fates.length] ?? 'answered';
    if (asked > most) throw errorOf('TimeoutError');
    if (typeof fate === 'object' && 'error' in fate) throw errorOf(fate.error);
    const answer = await read();
    return fate === 'answered' ? answer : (mutate(answer, fate) as Answer);
  };
  return { meet, asked: () => asked };
}

function errorOf(name: string): Error {
  return Object.assign(new Error(FATAL), { name });
}
