import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as codedeploy from '@aws-sdk/client-codedeploy';
import * as codepipeline from '@aws-sdk/client-codepipeline';
import * as sfn from '@aws-sdk/client-sfn';
import { codedeployClient } from '@shipbell/codepipeline-handler/testing/codedeploy';
import { codepipelineClient } from '@shipbell/codepipeline-handler/testing/codepipeline';
import { cases, DEPLOYMENTS, readFixture, worldOf } from '@shipbell/codepipeline-handler/testing/fixtures';
import { fakeStepFunctions } from '@shipbell/sfn-history-handler/testing/fake-step-functions';
import {
  fixtureMessagePath,
  fixtureNames,
  readFixtureAnswers,
  readFixtureEvent,
  readFixtureHistory,
} from '@shipbell/sfn-history-handler/testing/read-fixture';
import { describe, expect, it } from 'vitest';
import { findEvents } from './input/find-events.ts';
import type { PreviewEvent } from './input/preview-event.ts';
import { previewEvents } from './preview-events.ts';
import type { Answer } from './replies/answer.ts';
import { serviceOf } from './replies/operations.ts';

/** The circumstances in which the functions' own tests make the messages of their fixtures. */
const OWN = { account: '843255971531', region: 'ap-northeast-2' };
const NOW_MS = Date.parse('2024-11-02T00:00:00Z');
const EVERYTHING = ['progress', 'stages', 'actions', 'approvals', 'instances', 'scaling'];
const STATE_MACHINES = [
  { stateMachine: 'succeeded', name: 'Order fulfilment', imageUrl: 'https://example.com/orders.png' },
  { stateMachine: '*' },
];

/** Returns what is deployed where a fixture is made: with the settings of all fixtures, or those beside it. */
function deployedFor({ source, function: name, location }: PreviewEvent) {
  const own = fileURLToPath(new URL(`../../../${name}/fixtures/${source}.settings.json`, import.meta.url));
  const ofAll = { deployments: DEPLOYMENTS, stateMachines: STATE_MACHINES };
  const settings = existsSync(own) ? JSON.parse(readFileSync(own, 'utf8')) : ofAll;
  const { deployments = [], stateMachines = [], defaults = {} } = settings;
  return {
    environments: {
      'codepipeline-handler': {
        ENVIRONMENT: 'dev',
        DEPLOYMENTS: JSON.stringify(deployments),
        DEPLOYMENT_DEFAULTS: JSON.stringify(defaults),
        ADDITIONAL_EVENTS: JSON.stringify(EVERYTHING),
      },
      'sfn-history-handler': {
        ENVIRONMENT: 'prod',
        STATE_MACHINES: JSON.stringify(stateMachines),
        STATE_MACHINE_DEFAULTS: JSON.stringify(defaults),
      },
    },
    patterns: [{}],
    location,
    warnings: [],
  };
}

type Client = { readonly send: (command: never) => Promise<unknown> };

const SDK: Readonly<Record<string, object>> = { deploy: codedeploy, codepipeline, stepfunctions: sfn };

/** Returns what an AWS in memory answers, in the form in which AWS sends it. */
function answersOf(clientsIn: (region: string | undefined) => Readonly<Record<string, Client>>): Answer {
  return async ({ operation, input, region }) => {
    const service = serviceOf(operation) ?? '';
    const Command = Object.entries(SDK[service] ?? {}).find(([name]) => name === `${operation}Command`)?.[1];
    try {
      const output = await clientsIn(region)[service]?.send(new Command(withTimeRange(input)) as never);
      return { output: JSON.parse(JSON.stringify(output, secondsOf)), error: undefined };
    } catch (error) {
      return { output: undefined, error: (error as Error).name };
    }
  };
}

/** Returns the parameters with the only times among them as the SDK has them. */
function withTimeRange(input: Readonly<Record<string, unknown>>): object {
  const range = Object.entries(input.createTimeRange ?? {}).map(([name, at]) => [name, new Date(at * 1_000)]);
  return input.createTimeRange === undefined ? input : { ...input, createTimeRange: Object.fromEntries(range) };
}

/** Replaces a date by its seconds; JSON calls `toJSON` before it asks. */
function secondsOf(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  return original instanceof Date ? original.getTime() / 1_000 : value;
}

function eventsOf(name: string, content: unknown): readonly PreviewEvent[] {
  return findEvents(JSON.stringify(content), name);
}

describe('the preview of a deployment’s event', () => {
  // The functions' own tests read without the memory of AWS's throttling, which the function has.
  const names = cases.filter((name) => name !== 'succeeded-discovery-throttled');
  const events = names.flatMap((name) => eventsOf(name, readFixture(`${name}.event.json`)));
  const answerFor = ({ source }: PreviewEvent) => {
    const { pipelines = {}, deployments = [], targets = {}, abroad = [] } = worldOf(source);
    const own = { deploy: codedeployClient(targets, deployments), codepipeline: codepipelineClient(pipelines) };
    const elsewhere = { deploy: codedeployClient({}, abroad), codepipeline: codepipelineClient({}) };
    return answersOf((region) => (region === OWN.region ? own : elsewhere));
  };
  const previewing = previewEvents(events, {
    answerFor,
    deployedFor: async (event) => ({ ...deployedFor(event), location: OWN }),
    readsAws: false,
    nowMs: NOW_MS,
  });

  it.each(names)('is what the function enqueues, byte for byte: %s', async (name) => {
    const previewed = (await previewing).filter(({ source }) => source === name);
    const expected: { message: object; destination: string }[] = readFixture(`${name}.slack.json`);
    expect(previewed.flatMap(({ messages }) => messages)).toEqual(
      expected.map(({ message, destination }) => ({ body: JSON.stringify(message), destination })),
    );
  });
});

describe('the preview of an execution’s event', () => {
  const names = fixtureNames();
  const events = names.flatMap((name) => eventsOf(name, readFixtureEvent(name)));
  const answerFor = ({ source }: PreviewEvent) => {
    const history = readFixtureHistory(source);
    const gone = new sfn.ExecutionDoesNotExist({ message: '', $metadata: {} });
    const { client } = fakeStepFunctions(history ?? [], {
      ...readFixtureAnswers(source),
      ...(history === undefined && { failAt: { event: -1, error: gone } }),
    });
    return answersOf(() => ({ stepfunctions: client }));
  };
  const previewing = previewEvents(events, {
    answerFor,
    deployedFor: async (event) => deployedFor(event),
    readsAws: false,
  });

  it.each(names)('is what the function enqueues, byte for byte: %s', async (name) => {
    const previewed = (await previewing).find(({ source }) => source === name);
    const expected = JSON.parse(readFileSync(fixtureMessagePath(name), 'utf8'));
    expect(previewed?.messages.map(({ body }) => body)).toEqual(expected === null ? [] : [JSON.stringify(expected)]);
  });
});
