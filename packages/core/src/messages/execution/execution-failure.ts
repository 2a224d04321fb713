import { parseArn } from '../../aws/arn.ts';
import type { ExecutionFailure, ExecutionReport, NestedExecution } from '../../reports/execution-report.ts';
import { bold, code, cut, dateTime, joinMrkdwn, type Mrkdwn, mrkdwn } from '../../slack/text.ts';
import { shorten } from './cause/shorten.ts';
import { parentOf } from './timeline/timeline.ts';

/**
 * How many characters of a cause a message shows: the console's page, with the rest of a longer one, is one click away.
 */
const CAUSE_CHARACTERS = 1_500;

/** A failure this close to the execution's end needs no time of its own, because the message shows that end. */
const SAME_MOMENT_MS = 1_000;

/** How many characters of an error's name a headline shows. Some put a whole sentence there, of up to 256 characters. */
export const ERROR_CHARACTERS = 100;

/**
 * Returns the cause of the failed state, or that of the execution where the state's says nothing and it ended
 * there; empty where both say nothing. An error's name that is too long for the headline stands whole before it.
 */
export function failureCause({ failure, error }: Pick<ExecutionReport, 'failure' | 'error'>): string {
  const names = [failure?.error, error?.name];
  const atEnd = failure?.later.length ? undefined : error?.cause;
  const causes = [shorten(failure?.cause ?? ''), shorten(atEnd ?? '')];
  const cause = causes.find((cause) => cause !== '' && !names.includes(cause)) ?? '';
  const name = failure?.error ?? error?.name ?? '';
  const isWhole = name.length <= ERROR_CHARACTERS || cause.startsWith(name);
  return cut(isWhole ? cause : `${name}\n${cause}`.trim(), CAUSE_CHARACTERS);
}

/**
 * Returns one sentence on where and when the state failed; nothing where the headline and the cause say all that is
 * known.
 */
export function failureSentence(report: ExecutionReport): Mrkdwn[] {
  const { failure } = report;
  if (failure === undefined) return [];
  const parts = [
    ...iteration(report, failure),
    ...called(failure),
    ...(failure.nested ? [mrkdwn`in its execution ${code(cut(executionName(failure.nested), 80))}`] : []),
    ...(isAtTheEnd(report, failure) || !failure.at ? [] : [mrkdwn`at ${dateTime(failure.at, '{time_secs}')}`]),
  ];
  if (parts.length === 0) return [];
  return [joinMrkdwn([mrkdwn`${bold(cut(failure.state, 80))} failed`, ...joined(parts)], ' ')];
}

function joined(parts: readonly Mrkdwn[]): Mrkdwn[] {
  return parts.length === 0 ? [] : [joinMrkdwn(parts, ', ')];
}

function iteration({ lines }: ExecutionReport, { iteration, line }: ExecutionFailure): Mrkdwn[] {
  if (iteration === undefined) return [];
  let map = parentOf(lines, line);
  while (map !== undefined && lines[map]?.type !== 'Map') map = parentOf(lines, map);
  const name = map === undefined ? undefined : lines[map]?.name;
  return [
    name === undefined
      ? mrkdwn`in iteration #${iteration}`
      : mrkdwn`in iteration #${iteration} of ${bold(cut(name, 80))}`,
  ];
}

function called({ lambda, resource }: ExecutionFailure): Mrkdwn[] {
  if (lambda) return [mrkdwn`in function ${code(cut(lambda.name, 80))}`];
  return resource ? [mrkdwn`calling ${code(cut(resource, 120))}`] : [];
}

/** Returns the name of the execution, which is the last part of its ARN. */
function executionName({ executionArn }: NestedExecution): string {
  return parseArn(executionArn)?.resource.split(':').at(-1) ?? executionArn;
}

function isAtTheEnd({ endedAt }: ExecutionReport, { at }: ExecutionFailure): boolean {
  return endedAt !== undefined && at !== undefined && Math.abs(endedAt.getTime() - at.getTime()) < SAME_MOMENT_MS;
}
