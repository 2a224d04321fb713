import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { DescribeMapRunOutput, ExecutionListItem, HistoryEvent } from '@aws-sdk/client-sfn';
import type { Config } from '../config.ts';

const folder = new URL('../../fixtures/', import.meta.url);

/** The events as they are in JSON, where a time is a number of seconds. */
type WireHistory = { readonly events: readonly (Omit<HistoryEvent, 'timestamp'> & { readonly timestamp: number })[] };

/** What Step Functions answers in this case to all other reads, where that is not what it answers in every case. */
interface Answers {
  readonly mapRun?: Partial<DescribeMapRunOutput>;
  readonly executions?: readonly Partial<ExecutionListItem>[] | Error;
}

/** The answers as they are in JSON, with the name of an error in place of the error. */
type WrittenAnswers = Omit<Answers, 'executions'> & {
  readonly executions?: readonly Partial<ExecutionListItem>[] | { readonly error: string };
};

function readJson<Content>(file: string): Content {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Content;
}

function exists(file: string): boolean {
  return existsSync(new URL(file, folder));
}

/** Returns the names of all cases in `fixtures/`. */
export function fixtureNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.event.json'))
    .map((file) => file.replace('.event.json', ''))
    .sort();
}

/** Returns the event of a case. */
export function readFixtureEvent(name: string): unknown {
  return readJson(`${name}.event.json`);
}

/** Returns the history beside the event; undefined for a case without one. */
export function readFixtureHistory(name: string): HistoryEvent[] | undefined {
  return exists(`${name}.history.json`)
    ? readJson<WireHistory>(`${name}.history.json`).events.map(
        (event) => ({ ...event, timestamp: new Date(event.timestamp * 1_000) }) as HistoryEvent,
      )
    : undefined;
}

/** Returns the definition that was run; undefined for a case that was not recorded. */
export function readFixtureDefinition(name: string): unknown {
  return exists(`${name}.definition.json`) ? readJson(`${name}.definition.json`) : undefined;
}

/** Returns the settings of a case; undefined for one with the settings of all. */
export function readFixtureSettings(name: string): Partial<Pick<Config, 'stateMachines' | 'defaults'>> | undefined {
  return exists(`${name}.settings.json`) ? readJson(`${name}.settings.json`) : undefined;
}

/** Returns what the other reads answer in a case. */
export function readFixtureAnswers(name: string): Answers {
  return exists(`${name}.answers.json`) ? hydrate(readJson(`${name}.answers.json`)) : {};
}

function hydrate({ executions = [], ...answers }: WrittenAnswers): Answers {
  if ('error' in executions) return { ...answers, executions: Object.assign(new Error(), { name: executions.error }) };
  return {
    ...answers,
    executions: executions.map((execution) => ({
      ...execution,
      startDate: new Date(execution.startDate ?? Number.NaN),
      stopDate: new Date(execution.stopDate ?? Number.NaN),
    })),
  };
}

/** Returns the path of the file with the message that the case should become. */
export function fixtureMessagePath(name: string): string {
  return new URL(`${name}.slack.json`, folder).pathname;
}
