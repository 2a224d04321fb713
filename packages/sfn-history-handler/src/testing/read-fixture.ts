import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { DescribeMapRunOutput, ExecutionListItem, HistoryEvent } from '@aws-sdk/client-sfn';

const folder = new URL('../../fixtures/', import.meta.url);

/** The events as the SDK gives them: on the wire a time is a number of seconds. */
type WireHistory = { readonly events: readonly (Omit<HistoryEvent, 'timestamp'> & { readonly timestamp: number })[] };

/** What else Step Functions answers in a case, where it is not what it answers in all of them. */
interface Answers {
  readonly mapRun?: Partial<DescribeMapRunOutput>;
  readonly executions?: readonly Partial<ExecutionListItem>[];
}

function readJson<Content>(file: string): Content {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Content;
}

function exists(file: string): boolean {
  return existsSync(new URL(file, folder));
}

/** The names of all cases in `fixtures/`. */
export function fixtureNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.event.json'))
    .map((file) => file.replace('.event.json', ''))
    .sort();
}

export function readFixtureEvent(name: string): unknown {
  return readJson(`${name}.event.json`);
}

/** The history beside the event, or undefined for a case without one. */
export function readFixtureHistory(name: string): HistoryEvent[] | undefined {
  return exists(`${name}.history.json`)
    ? readJson<WireHistory>(`${name}.history.json`).events.map(
        (event) => ({ ...event, timestamp: new Date(event.timestamp * 1_000) }) as HistoryEvent,
      )
    : undefined;
}

/** The definition that was run, of those that were recorded. */
export function readFixtureDefinition(name: string): unknown {
  return exists(`${name}.definition.json`) ? readJson(`${name}.definition.json`) : undefined;
}

export function readFixtureAnswers(name: string): Answers {
  return exists(`${name}.answers.json`) ? hydrate(readJson(`${name}.answers.json`)) : {};
}

function hydrate({ executions = [], ...answers }: Answers): Answers {
  return {
    ...answers,
    executions: executions.map((execution) => ({
      ...execution,
      startDate: new Date(execution.startDate ?? Number.NaN),
      stopDate: new Date(execution.stopDate ?? Number.NaN),
    })),
  };
}

/** Where the message that the case should become is written. */
export function fixtureMessagePath(name: string): string {
  return new URL(`${name}.slack.json`, folder).pathname;
}
