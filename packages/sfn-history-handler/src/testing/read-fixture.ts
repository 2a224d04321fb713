import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { HistoryEvent } from '@aws-sdk/client-sfn';

const folder = new URL('../../fixtures/', import.meta.url);

/** The events as the SDK gives them: on the wire a time is a number of seconds. */
type WireHistory = { readonly events: readonly (Omit<HistoryEvent, 'timestamp'> & { readonly timestamp: number })[] };

const readJson = <Content>(file: string): Content => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Content;

/** The names of all cases in `fixtures/`. */
export const fixtureNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.event.json'))
    .map((file) => file.replace('.event.json', ''))
    .sort();

export const readFixtureEvent = (name: string): unknown => readJson(`${name}.event.json`);

/** The history beside the event, or undefined for a case without one. */
export const readFixtureHistory = (name: string): HistoryEvent[] | undefined =>
  existsSync(new URL(`${name}.history.json`, folder))
    ? readJson<WireHistory>(`${name}.history.json`).events.map(
        (event) => ({ ...event, timestamp: new Date(event.timestamp * 1_000) }) as HistoryEvent,
      )
    : undefined;

/** Where the message that the case should become is written. */
export const fixtureMessagePath = (name: string): string => new URL(`${name}.slack.json`, folder).pathname;
