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

const readJson = <Content>(file: string): Content => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Content;

const exists = (file: string): boolean => existsSync(new URL(file, folder));

/** The names of all cases in `fixtures/`. */
export const fixtureNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.event.json'))
    .map((file) => file.replace('.event.json', ''))
    .sort();

export const readFixtureEvent = (name: string): unknown => readJson(`${name}.event.json`);

/** The history beside the event, or undefined for a case without one. */
export const readFixtureHistory = (name: string): HistoryEvent[] | undefined =>
  exists(`${name}.history.json`)
    ? readJson<WireHistory>(`${name}.history.json`).events.map(
        (event) => ({ ...event, timestamp: new Date(event.timestamp * 1_000) }) as HistoryEvent,
      )
    : undefined;

/** The definition that was run, of those that were recorded. */
export const readFixtureDefinition = (name: string): unknown =>
  exists(`${name}.definition.json`) ? readJson(`${name}.definition.json`) : undefined;

export const readFixtureAnswers = (name: string): Answers =>
  exists(`${name}.answers.json`) ? hydrate(readJson(`${name}.answers.json`)) : {};

const hydrate = ({ executions = [], ...answers }: Answers): Answers => ({
  ...answers,
  executions: executions.map((execution) => ({
    ...execution,
    startDate: new Date(execution.startDate ?? Number.NaN),
    stopDate: new Date(execution.stopDate ?? Number.NaN),
  })),
});

/** Where the message that the case should become is written. */
export const fixtureMessagePath = (name: string): string => new URL(`${name}.slack.json`, folder).pathname;
