import { functionNameIn, type HistoryEvent } from '../history/history-event.ts';
import { type Line, withLatest } from '../history/line.ts';
import type { FailedState, Steps } from '../history/settle-steps.ts';

/** What a history without its data does not tell. */
export interface Names {
  /** ARNs of the nested executions of a state. */
  readonly nested: ReadonlyMap<Line, readonly string[]>;
  /** The Lambda function that the failed state called. */
  readonly functionName: string | undefined;
}

/** The function's name that matters for the log's link first, then the nested executions. */
export async function readNames(
  { lines, failure }: Pick<Steps, 'lines' | 'failure'>,
  readEventData: (ids: readonly number[]) => Promise<ReadonlyMap<number, HistoryEvent>>,
): Promise<Names> {
  const scheduled = isUnnamedLambda(failure) ? failure.scheduledId : undefined;
  const ids = [...(scheduled === undefined ? [] : [scheduled]), ...lines.flatMap(({ nestedIds }) => nestedIds)];
  const data = ids.length === 0 ? new Map<number, HistoryEvent>() : await readEventData(ids);
  const functionName = nameOf(data.get(scheduled ?? 0)) ?? failure?.functionName;
  return { nested: new Map(lines.map((line) => [line, nestedOf(line, data)])), functionName };
}

function nameOf(event: HistoryEvent | undefined): string | undefined {
  return event && functionNameIn(event.more);
}

function isUnnamedLambda(failure: FailedState | undefined): failure is FailedState {
  return failure?.functionName === undefined && failure?.resource?.startsWith('lambda:invoke') === true;
}

function nestedOf({ nested, nestedIds }: Line, data: ReadonlyMap<number, HistoryEvent>): readonly string[] {
  return nestedIds
    .flatMap((id) => data.get(id)?.more.executionArn ?? [])
    .reduce<readonly string[]>((arns, arn) => withLatest(arns, arn), nested);
}
