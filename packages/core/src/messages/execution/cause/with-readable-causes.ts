import type { ExecutionReport } from '../../../reports/execution-report.ts';
import { readableCause } from './readable-cause.ts';

/**
 * Returns the report with every cause as a person reads it. That comes before the mask, because a cause may be JSON, of which
 * a mask would leave nothing that can be read, and secrets stand in it beside the names of their members.
 */
export function withReadableCauses(report: ExecutionReport): ExecutionReport {
  const { error, failure, retrying } = report;
  return {
    ...report,
    error: error && readable(error),
    failure: failure && {
      ...readable(failure, isAnswerOfTask(report)),
      later: failure.later.map((state) => readable(state)),
      earlier: failure.earlier && readable(failure.earlier),
    },
    retrying: retrying && readable(retrying),
  };
}

function readable<Words extends { readonly cause: string | undefined }>(words: Words, isMessage = false): Words {
  return words.cause === undefined ? words : { ...words, cause: readableCause(words.cause, isMessage) };
}

/** Returns whether a task answered with the cause. The cause of a Fail state may be the execution's whole data. */
function isAnswerOfTask({ failure, lines }: ExecutionReport): boolean {
  return failure !== undefined && failure.nested === undefined && lines[failure.line]?.type === 'Task';
}
