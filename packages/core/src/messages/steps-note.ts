import { type ExecutionStep, STEP_OUTCOMES, type StepOutcome } from '../reports/execution-report.ts';
import { cut, inline } from '../slack/text.ts';
import { countedVisits, type StepLine } from './steps-lines.ts';

/** How many characters of an error's name a line shows. */
const ERROR_NAME = 40;

/** Step Functions' own name for a state that ran longer than it may, which says all that "timed out" would. */
const TIMEOUT = 'States.Timeout';

const OUTCOME_WORDS: Record<StepOutcome, string> = {
  failed: 'failed',
  timed_out: 'timed out',
  aborted: 'aborted',
  open: 'unfinished',
  caught: 'caught',
  succeeded: 'succeeded',
};

/** `3 failed, 20 aborted`, the worst first. */
export const tally = (outcomes: readonly StepOutcome[]): string =>
  STEP_OUTCOMES.map((outcome) => ({ outcome, count: outcomes.filter((other) => other === outcome).length }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${count} ${OUTCOME_WORDS[outcome]}`)
    .join(', ');

/** What a reader should know beyond outcome and time: errors, retries, how many of many failed. Often empty. */
export const stepNote = ({ visits, outcome }: StepLine): string => {
  const counted = countedVisits(visits);
  return [...outcomeNote(counted, outcome), ...retryNote(visits)].join(', ');
};

const outcomeNote = (visits: readonly ExecutionStep[], outcome: StepOutcome): string[] => {
  if (outcome === 'succeeded') return [];
  const error = lastError(visits.filter((visit) => visit.outcome === outcome));
  if (visits.length > 1) return [tally(unsuccessful(visits)), ...(error ? [error] : [])];
  if (outcome === 'caught') return [error ? `caught ${error}` : 'error caught'];
  if (outcome === 'failed' || error === TIMEOUT) return error ? [error] : [];
  return [error ? `${OUTCOME_WORDS[outcome]} after ${error}` : OUTCOME_WORDS[outcome]];
};

const unsuccessful = (visits: readonly ExecutionStep[]): StepOutcome[] =>
  visits.map((visit) => visit.outcome).filter((outcome) => outcome !== 'succeeded');

const lastError = (visits: readonly ExecutionStep[]): string | undefined => {
  const name = visits.findLast((visit) => visit.errors.at(-1))?.errors.at(-1);
  return name === undefined ? undefined : cut(inline(name), ERROR_NAME);
};

const retryNote = (visits: readonly ExecutionStep[]): string[] => {
  const retries = visits.reduce((sum, visit) => sum + Math.max(0, visit.attempts - 1), 0);
  return retries === 0 ? [] : [retries === 1 ? '1 retry' : `${retries} retries`];
};
