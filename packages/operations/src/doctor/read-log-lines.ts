import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { jsonObject, parseJson, textOf } from '@shipbell/core';
import type { DoctorContext } from './check.ts';

/** A line of a function's log, as far as it is of interest. */
export interface LogLine {
  readonly message: string;
  readonly reason: string | undefined;
  readonly detail: string | undefined;
}

/**
 * Returns the lines of a function's log that hold the text, in their order:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export async function readLogLines(
  { clients }: DoctorContext,
  functionName: string,
  text: string,
  sinceMs: number,
): Promise<readonly LogLine[]> {
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  do {
    const page = await clients.logs.send(
      new FilterLogEventsCommand({
        logGroupName: `/aws/lambda/${functionName}`,
        filterPattern: `"${text}"`,
        startTime: sinceMs - CLOCKS_APART_MS,
        ...(nextToken && { nextToken }),
      }),
    );
    lines.push(...(page.events ?? []).flatMap(({ message = '' }) => toLogLine(message)));
    nextToken = page.nextToken;
  } while (nextToken);
  return lines;
}

/** How far this machine's clock may be before that of AWS. */
const CLOCKS_APART_MS = 300_000;

/** Lambda writes the time, the request's id and the level before the JSON of a line. */
function toLogLine(line: string): readonly LogLine[] {
  const fields = jsonObject(parseJson(line.slice(line.indexOf('{'))));
  const message = textOf(fields.message);
  return message === undefined ? [] : [{ message, reason: textOf(fields.reason), detail: textOf(fields.detail) }];
}
