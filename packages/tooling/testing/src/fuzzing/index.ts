export { FATAL, type Fate, fateOfReads, fates } from './fates.ts';
export { FUZZ_TIMEOUT_MS, fuzz } from './fuzz.ts';
export { giantText, hostileDate, hostileJson, hostileNumber, hostileText, NAMES } from './hostile.ts';
export { anyMutations, type Mutation, mutate, typedMutations } from './mutate.ts';
